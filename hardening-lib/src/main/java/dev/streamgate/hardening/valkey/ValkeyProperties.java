/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Valkey or Redis server that replicas share.
 *
 * @param uri Where it is: {@code redis://[user:password@]host:port[/database]}, or
 * {@code rediss://} for TLS. Without it nothing is shared.
 * @param timeout How long an answer is waited for.
 * @param connectTimeout How long connecting may take; the start waits no longer than
 * that.
 * @param heartbeat How often the connection is looked after: checked, or tried again.
 * @param failures After how many failures in a row the server is left alone until a
 * heartbeat finds it well.
 * @param keyPrefix What all keys begin with.
 * @param replicas How many replicas there are at least; more are counted by themselves.
 */
@Validated
@ConfigurationProperties("streamgate.valkey")
public record ValkeyProperties(
        @Nullable @Pattern(regexp = "(rediss?://.+)?", message = "must begin with redis:// or rediss://") String uri,
        @DurationMin(millis = 1) @DurationMax(seconds = 10) @DefaultValue("50ms") Duration timeout,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("2s") Duration connectTimeout,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("1s") Duration heartbeat,
        @Min(1) @Max(1000) @DefaultValue("5") int failures, @NotBlank @DefaultValue("streamgate:") String keyPrefix,
        @Min(1) @Max(10_000) @DefaultValue("1") int replicas) {

    @Override
    public String toString() {
        return "ValkeyProperties[uri=***, keyPrefix=" + this.keyPrefix + "]";
    }

}

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
 * Connection to a Valkey or Redis server that all replicas of the application use.
 *
 * @param uri Address: {@code redis://[user:password@]host:port[/database]}, or
 * {@code rediss://} for TLS. Without it rate limits and caches are local.
 * @param timeout Time-out of a call.
 * @param connectTimeout Time-out of a connection attempt, also at the start.
 * @param heartbeat Interval of heartbeats and of attempts to reconnect.
 * @param failureThreshold Consecutive failures that open the circuit until a heartbeat
 * succeeds.
 * @param keyPrefix Prefix of all keys.
 * @param minReplicas Minimum number of replicas to assume; replicas also count
 * themselves.
 */
@Validated
@ConfigurationProperties("streamgate.valkey")
public record ValkeyProperties(
        @Nullable @Pattern(regexp = "(rediss?://.+)?", message = "must begin with redis:// or rediss://") String uri,
        @DurationMin(millis = 1) @DurationMax(seconds = 10) @DefaultValue("50ms") Duration timeout,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("2s") Duration connectTimeout,
        @DurationMin(millis = 10) @DurationMax(seconds = 60) @DefaultValue("1s") Duration heartbeat,
        @Min(1) @Max(1000) @DefaultValue("5") int failureThreshold,
        @NotBlank @DefaultValue("streamgate:") String keyPrefix,
        @Min(1) @Max(10_000) @DefaultValue("1") int minReplicas) {

    @Override
    public String toString() {
        return "ValkeyProperties[uri=***, keyPrefix=" + this.keyPrefix + "]";
    }

}

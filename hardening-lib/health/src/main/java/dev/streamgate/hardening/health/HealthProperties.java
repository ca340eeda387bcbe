/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the dependencies' health.
 *
 * @param enabled Whether dependencies are checked and DEGRADED is a status.
 * @param interval Time between two checks of a dependency; after a failure 1 second.
 * @param timeout Timeout of one check.
 * @param database The DataSource, if the application has one.
 * @param dependencies HTTP servers that the application depends on, by name.
 */
@Validated
@ConfigurationProperties("streamgate.health")
public record HealthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5s") Duration interval,
        @DefaultValue("2s") Duration timeout, @DefaultValue @Valid Database database,
        @DefaultValue Map<@Pattern(regexp = "[a-z0-9-]{1,32}") String, @Valid Target> dependencies) {

    @AssertTrue(message = "the url of each dependency must be an absolute http or https address")
    boolean isUrlsAbsolute() {
        return this.dependencies.values()
            .stream()
            .map(Target::url)
            .allMatch((url) -> url == null
                    || (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null));
    }

    @AssertTrue(message = "interval must be between 100 ms and 1 hour, timeout between 10 ms and 1 minute")
    boolean isTimesInRange() {
        return this.interval.toMillis() >= 100 && this.interval.toHours() <= 1 && this.timeout.toMillis() >= 10
                && this.timeout.toMinutes() <= 1;
    }

    /**
     * The DataSource.
     *
     * @param enabled Whether the DataSource is checked.
     * @param required Whether the application refuses traffic while it is unavailable.
     */
    public record Database(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean required) {
    }

    /**
     * An HTTP server.
     *
     * @param url URL for GET requests; any 2xx means available.
     * @param required Whether the application refuses traffic while it is unavailable.
     */
    public record Target(@NotNull URI url, @DefaultValue("false") boolean required) {
    }

}

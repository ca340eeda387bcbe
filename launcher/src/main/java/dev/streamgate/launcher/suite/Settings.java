/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * The launcher's settings, read from environment variables.
 *
 * @param project the directory of the sources
 * @param home the path of the data directory
 * @param ports the ports of the suite
 * @param database JDBC address of the user's own database; empty for the managed database
 * @param startTimeout the time until all services are ready
 * @param training whether ahead-of-time caches are created and used
 * @param supervision whether processes that end are restarted
 * @param environment all variables
 */
public record Settings(Path project, Path home, Ports ports, Optional<String> database, Duration startTimeout,
        boolean training, boolean supervision, Map<String, String> environment) {

    /**
     * Parses the settings.
     * @param project the directory of the sources
     * @param environment the variables
     * @throws LaunchFailure if a variable is invalid
     */
    public static Settings of(Path project, Map<String, String> environment) {
        return new Settings(project,
                value(environment, "STREAMGATE_HOME").map(Path::of).orElse(project.resolve(".streamgate")),
                Ports.parse(value(environment, "STREAMGATE_PORT").orElse("8080")),
                value(environment, "STREAMGATE_DB_URL"),
                seconds(value(environment, "STREAMGATE_START_TIMEOUT").orElse("180")),
                !value(environment, "STREAMGATE_AOT").orElse("on").equals("off"),
                !value(environment, "STREAMGATE_SUPERVISION").orElse("on").equals("off"), Map.copyOf(environment));
    }

    /** The value of a variable; empty if it is not set or blank. */
    Optional<String> value(String name) {
        return value(this.environment, name);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter((value) -> !value.isEmpty());
    }

    private static Duration seconds(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new LaunchFailure(
                    "STREAMGATE_START_TIMEOUT must be a number of seconds from 1 to 99999 but is: " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

}

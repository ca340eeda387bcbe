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
 * What the user said, by environment variables.
 *
 * @param project where the sources are
 * @param home where everything is kept
 * @param ports where to listen
 * @param database JDBC address of the user's own database; empty for the one that comes
 * with the suite
 * @param startTimeout how long the services may take until they are ready
 * @param training whether ahead-of-time caches are made and used
 * @param environment all variables
 */
public record Settings(Path project, Path home, Ports ports, Optional<String> database, Duration startTimeout,
        boolean training, Map<String, String> environment) {

    /**
     * Reads the settings.
     * @param project where the sources are
     * @param environment the variables
     * @throws LaunchFailure when one of them makes no sense
     */
    public static Settings of(Path project, Map<String, String> environment) {
        return new Settings(project,
                value(environment, "STREAMGATE_HOME").map(Path::of).orElse(project.resolve(".streamgate")),
                Ports.parse(value(environment, "STREAMGATE_PORT").orElse("8080")),
                value(environment, "STREAMGATE_DB_URL"),
                seconds(value(environment, "STREAMGATE_START_TIMEOUT").orElse("180")),
                !value(environment, "STREAMGATE_AOT").orElse("on").equals("off"), Map.copyOf(environment));
    }

    /** A variable's value, if it is set to something. */
    Optional<String> value(String name) {
        return value(this.environment, name);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter((value) -> !value.isEmpty());
    }

    private static Duration seconds(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new LaunchFailure("STREAMGATE_START_TIMEOUT must be a number of seconds, not: " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

}

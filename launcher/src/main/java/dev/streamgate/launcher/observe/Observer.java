/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.observe;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import dev.streamgate.launcher.process.DetachedCommand;

/** A program that watches the suite. */
public enum Observer {

    /** Scrapes the services, evaluates rules, keeps what it saw. */
    PROMETHEUS("prometheus", "prometheus"),

    /** Groups alerts and tells monitor-service. */
    ALERTMANAGER("prometheus-alertmanager", "alertmanager");

    private final String debians;

    private final String makers;

    Observer(String debians, String makers) {
        this.debians = debians;
        this.makers = makers;
    }

    /** What it is called among the started processes, for instance {@code prometheus}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it calls itself. */
    public String title() {
        return name().charAt(0) + id().substring(1);
    }

    /** Where it is on this machine: Debian and its makers name it differently. */
    Optional<Path> program(String path) {
        return DetachedCommand.find(this.debians, path).or(() -> DetachedCommand.find(this.makers, path));
    }

}

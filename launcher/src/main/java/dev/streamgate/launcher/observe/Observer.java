/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.observe;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import dev.streamgate.launcher.process.DetachedCommand;

/** A monitoring program beside the suite. */
public enum Observer {

    /** Scrapes the services, evaluates rules, stores the samples. */
    PROMETHEUS("prometheus", "prometheus"),

    /** Groups alerts and notifies monitor-service. */
    ALERTMANAGER("prometheus-alertmanager", "alertmanager");

    private final String debianName;

    private final String upstreamName;

    Observer(String debianName, String upstreamName) {
        this.debianName = debianName;
        this.upstreamName = upstreamName;
    }

    /** Its name among the started processes, for instance {@code prometheus}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its display name. */
    public String title() {
        return name().charAt(0) + id().substring(1);
    }

    /** Finds its executable, which Debian names differently from upstream. */
    Optional<Path> program(String path) {
        return DetachedCommand.find(this.debianName, path).or(() -> DetachedCommand.find(this.upstreamName, path));
    }

}

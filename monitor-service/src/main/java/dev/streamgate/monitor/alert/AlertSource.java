/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.Locale;

/** Who says that an alert fires. */
enum AlertSource {

    /** This service's own evaluation of the rules. */
    MONITOR,

    /** Prometheus, through Alertmanager. */
    ALERTMANAGER,

    /** A service, of something that happened to it. */
    EVENT;

    /** How it is written on the wire and in the database. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AlertSource of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

}

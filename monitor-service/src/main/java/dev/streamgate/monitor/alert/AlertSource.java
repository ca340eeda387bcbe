/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.Locale;

/** Source of a report about an alert. */
enum AlertSource {

    /** This service's own evaluation of the rules. */
    MONITOR,

    /** Prometheus, through Alertmanager. */
    ALERTMANAGER,

    /** A service that reports its own event. */
    EVENT;

    /** The name in lower case, as the API spells it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.Map;

/** What an alert states, by its label {@code kind}. */
enum AlertKind {

    /** A cause, or anything else; alerts without the label. */
    OTHER,

    /** An effect. It becomes no incident while an outage is known. */
    SYMPTOM,

    /**
     * An outage that lasts, or ended less than ten minutes ago. It only inhibits: its
     * cause has an alert of its own.
     */
    OUTAGE;

    private static final String LABEL = "kind";

    static AlertKind of(Map<String, String> labels) {
        return switch (labels.getOrDefault(LABEL, "")) {
            case "symptom" -> SYMPTOM;
            case "outage" -> OUTAGE;
            default -> OTHER;
        };
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Map;

/**
 * Something worth knowing that is no fault. Publish it through Spring's
 * {@code ApplicationEventPublisher}: the library makes an {@link Alert} of level
 * {@link AlertLevel#INFO} of it, which is in the history and is told to every handler.
 * Publishing returns at once and never fails on account of a handler.
 *
 * @param kind what happened
 * @param summary what exactly, in one sentence; shown to operators, so without secrets
 * @param labels what it happened to, for instance {@code cache -> contents}; few, and
 * without secrets. {@code service} is added.
 */
public record InfoEvent(Kind kind, String summary, Map<String, String> labels) {

    /** Takes a copy of the labels. */
    public InfoEvent {
        labels = Map.copyOf(labels);
    }

    /** An event without labels. */
    public InfoEvent(Kind kind, String summary) {
        this(kind, summary, Map.of());
    }

    /** What may happen; the alert's rule is {@link #rule()}. */
    public enum Kind {

        /** The application is ready; published by the library. */
        SERVICE_STARTED("ServiceStarted"),

        /** The application begins to stop; published by the library. */
        SERVICE_STOPPED("ServiceStopped"),

        /** A setting was changed while the application ran: a plan, a rule. */
        CONFIGURATION_CHANGED("ConfigurationChanged"),

        /** A cache was filled ahead of its use. */
        CACHE_WARMED("CacheWarmed"),

        /** Counters began anew, usually since a process was started again. */
        METRICS_RESET("MetricsReset");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        /** What takes the place of a rule's name in the alert. */
        public String rule() {
            return this.rule;
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.event;

import java.util.Map;

/**
 * An event that operators should know of although it is no fault. Publish it with
 * Spring's {@code ApplicationEventPublisher}: the library converts it to a resolved alert
 * of level {@code INFO}, which is added to the history and routed to the handlers.
 * Publishing does not block, and failures of handlers do not reach the publisher.
 *
 * @param kind kind of event
 * @param summary one sentence that describes the event; shown to operators, so it must
 * not contain secrets
 * @param labels the subject of the event, for instance {@code cache -> contents}; few,
 * and without secrets. The label {@code service} is added.
 */
public record InfoEvent(Kind kind, String summary, Map<String, String> labels) {

    /** Copies the labels. */
    public InfoEvent {
        labels = Map.copyOf(labels);
    }

    /** Creates an event without labels. */
    public InfoEvent(Kind kind, String summary) {
        this(kind, summary, Map.of());
    }

    /** Kinds of events; {@link #rule()} is the rule's name of the resulting alert. */
    public enum Kind {

        /** The application is ready; published by the library. */
        SERVICE_STARTED("ServiceStarted"),

        /** The application is stopping; published by the library. */
        SERVICE_STOPPED("ServiceStopped"),

        /** A rate limit plan or an alert rule was changed at run time. */
        CONFIGURATION_CHANGED("ConfigurationChanged"),

        /** A cache was warmed. */
        CACHE_WARMED("CacheWarmed"),

        /** Counters were reset, usually by the restart of a process. */
        METRICS_RESET("MetricsReset");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        /** Name of the rule in the resulting alert. */
        public String rule() {
            return this.rule;
        }

    }

}

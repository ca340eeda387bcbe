/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.hardening.validation.Sanitizers;

/**
 * Converts {@link InfoEvent}s to alerts, and publishes the start and the stop of the
 * application as events.
 */
final class InfoEvents {

    /** As of a rule. */
    private static final int MAX_SUMMARY_LENGTH = 500;

    private final ApplicationContext context;

    private final String service;

    private final @Nullable String runbook;

    private final Clock clock;

    private final List<Consumer<Alert>> consumers;

    private boolean started;

    InfoEvents(ApplicationContext context, String service, @Nullable String runbook, Clock clock,
            List<Consumer<Alert>> consumers) {
        this.context = context;
        this.service = service;
        this.runbook = runbook;
        this.clock = clock;
        this.consumers = consumers;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (event.getApplicationContext().equals(this.context)) {
            this.started = true;
            on(new InfoEvent(InfoEvent.Kind.SERVICE_STARTED, this.service + " started"));
        }
    }

    @EventListener
    void on(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(this.context) && this.started) {
            this.started = false;
            on(new InfoEvent(InfoEvent.Kind.SERVICE_STOPPED, this.service + " stopped"));
        }
    }

    @EventListener
    void on(InfoEvent event) {
        Map<String, String> labels = new HashMap<>();
        labels.put("service", this.service);
        labels.putAll(event.labels());
        labels.put("severity", AlertLevel.INFO.label());
        labels.values().removeIf(String::isEmpty);
        Instant now = this.clock.instant();
        Alert alert = new Alert(Alert.fingerprint(event.kind().rule(), labels), event.kind().rule(), AlertLevel.INFO,
                AlertState.RESOLVED, labels, Sanitizers.line(event.summary(), MAX_SUMMARY_LENGTH), this.runbook, 1, now,
                now, now);
        this.consumers.forEach((consumer) -> consumer.accept(alert));
    }

}

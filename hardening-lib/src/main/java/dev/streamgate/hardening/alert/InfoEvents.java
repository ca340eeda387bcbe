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

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

import dev.streamgate.hardening.validation.Sanitizers;

/**
 * Makes alerts of {@link InfoEvent}s, and events of the application's start and stop.
 */
final class InfoEvents {

    /** As long as a summary may be where it is sent. */
    private static final int LONGEST = 500;

    private final ApplicationContext context;

    private final String service;

    private final Clock clock;

    private final List<Consumer<Alert>> told;

    private boolean started;

    InfoEvents(ApplicationContext context, String service, Clock clock, List<Consumer<Alert>> told) {
        this.context = context;
        this.service = service;
        this.clock = clock;
        this.told = told;
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
                AlertState.RESOLVED, labels, Sanitizers.line(event.summary(), LONGEST),
                PredefinedRules.runbook("InfoEvents"), 1, now, now, now);
        this.told.forEach((consumer) -> consumer.accept(alert));
    }

}

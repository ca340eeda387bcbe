/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes refusals as events of Spring Boot's audit. */
class AuditingRejectionListener implements RateLimitEnforcer.RejectionListener {

    private final ApplicationEventPublisher events;

    AuditingRejectionListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void happened(String plan, RateLimitKey client, long refusals) {
        this.events.publishEvent(new AuditApplicationEvent(client.name().isEmpty() ? "unknown" : client.name(),
                "ratelimit.refuse", Map.of("resource", plan, "result", "denied", "refusals", refusals)));
    }

}

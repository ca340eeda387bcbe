/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes rejections as Spring Boot audit events. */
class AuditingRejectionListener implements RejectionListener {

    private final ApplicationEventPublisher events;

    AuditingRejectionListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void onRejected(String plan, RateLimitKey key, long count) {
        this.events.publishEvent(new AuditApplicationEvent(key.value().isEmpty() ? "unknown" : key.value(),
                "ratelimit.reject", Map.of("resource", plan, "result", "denied", "rejections", count)));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.monitor.notification.EventHandler;

/**
 * Puts what happens to this service itself into the history, as other services send what
 * happens to them.
 */
@Component
class OwnEvents implements EventHandler {

    private final ObjectProvider<SuiteAlerts> alerts;

    OwnEvents(ObjectProvider<SuiteAlerts> alerts) {
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void handle(Alert alert) {
        boolean event = alert.level() == AlertLevel.INFO && alert.state() == AlertState.RESOLVED
                && alert.startedAt().equals(alert.resolvedAt());
        if (event) {
            this.alerts.ifAvailable((present) -> {
                present.event(alert);
                // At once: it may be the last thing that this process does.
                present.write();
            });
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;

/**
 * Adds info events of this service to the history, as the events that other services
 * send.
 */
@Component
class EventRecorder implements AlertHandler {

    private final ObjectProvider<SuiteAlerts> alerts;

    EventRecorder(ObjectProvider<SuiteAlerts> alerts) {
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void handle(Alert alert) {
        this.alerts.ifAvailable((present) -> {
            present.recordEvent(alert);
            // Without delay, since ServiceStopped is followed by the end of the process.
            present.flush();
        });
    }

}

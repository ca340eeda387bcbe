/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.function.IntConsumer;

import org.springframework.stereotype.Component;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertDelivery;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertRouter;
import dev.streamgate.hardening.alert.AlertState;

/**
 * Routes alerts in this service. Changes of evaluated alerts are not delivered: operators
 * are notified of incidents, which merge these alerts with those of Alertmanager. Info
 * events of this service go to the history alone. Thread-safe.
 */
@Component
class IncidentRouter implements AlertRouter {

    private final AlertDelivery delivery;

    IncidentRouter(AlertDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void route(Alert alert) {
        boolean event = alert.level() == AlertLevel.INFO && alert.state() == AlertState.RESOLVED
                && alert.startedAt().equals(alert.resolvedAt());
        if (event) {
            this.delivery.deliver(alert, EventRecorder.class::isInstance, (delivered) -> {
            });
        }
    }

    /**
     * Delivers a notification to operators, through every handler but the history.
     * @param onCompletion receives the number of handlers that delivered it, see
     * {@link AlertDelivery#deliver}
     */
    void send(IncidentNotification notification, IntConsumer onCompletion) {
        this.delivery.deliver(notification.toAlert(), (handler) -> !(handler instanceof EventRecorder), onCompletion);
    }

}

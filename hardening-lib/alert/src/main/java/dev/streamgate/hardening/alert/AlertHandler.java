/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Receives alerts, for example to notify operators. Each bean of this type has a bounded
 * queue and its own thread, so a slow handler does not delay the others. It receives
 * alerts one at a time, in order: when an alert begins to fire, when it is resolved, and
 * once for each {@link InfoEvent}, unless an {@link AlertRouter} decides otherwise.
 */
public interface AlertHandler {

    /** Name of the handler in meters and log lines; constant and unique. */
    String name();

    /** The least urgent level that this handler receives; by default, all levels. */
    default AlertLevel level() {
        return AlertLevel.INFO;
    }

    /**
     * Handles an alert.
     * @param alert a firing or resolved alert
     * @throws Exception if the attempt failed. {@link AlertDelivery} retries with
     * exponential back-off; when the last attempt has failed, it logs and counts the
     * failure.
     */
    void handle(Alert alert) throws Exception;

}

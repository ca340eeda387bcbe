/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.notification;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;

/**
 * A handler of the library that is told of notifications instead of each alert.
 */
final class NotificationHandler implements AlertHandler {

    private final AlertHandler handler;

    NotificationHandler(AlertHandler handler) {
        this.handler = handler;
    }

    @Override
    public String name() {
        return this.handler.name();
    }

    /**
     * Does nothing: what the own evaluation says is merged and grouped before anybody is
     * told.
     */
    @Override
    public void handle(Alert alert) {
    }

    AlertHandler notified() {
        return this.handler;
    }

}

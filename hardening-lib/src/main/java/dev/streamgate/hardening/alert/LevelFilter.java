/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/** Keeps from a handler what is less urgent than it wants to know. */
final class LevelFilter implements AlertHandler {

    private final AlertHandler handler;

    private final AlertLevel least;

    LevelFilter(AlertHandler handler, AlertLevel least) {
        this.handler = handler;
        this.least = least;
    }

    @Override
    public String name() {
        return this.handler.name();
    }

    @Override
    public void handle(Alert alert) throws Exception {
        if (alert.level().compareTo(this.least) <= 0) {
            this.handler.handle(alert);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs alerts. */
final class LogAlertHandler implements AlertHandler {

    private static final Logger log = LoggerFactory.getLogger("dev.streamgate.alert");

    private final AlertLevel level;

    LogAlertHandler(AlertLevel level) {
        this.level = level;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public AlertLevel level() {
        return this.level;
    }

    @Override
    public void handle(Alert alert) {
        log.atLevel(logLevel(alert))
            .log("{} {} {}: {} {}", alert.level(), alert.state(), alert.rule(), OneLine.of(alert.summary()),
                    OneLine.of(alert.labels().toString()));
    }

    private static Level logLevel(Alert alert) {
        if (alert.state() == AlertState.RESOLVED || alert.level() == AlertLevel.INFO) {
            return Level.INFO;
        }
        return (alert.level() == AlertLevel.CRITICAL) ? Level.ERROR : Level.WARN;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/**
 * Selects alerts; a null component selects all.
 *
 * @param state state of the alert
 * @param level level of the alert
 * @param rule name of the rule
 * @param service value of the label {@code service}
 */
record AlertFilter(@Nullable AlertState state, @Nullable AlertLevel level, @Nullable String rule,
        @Nullable String service) {

    /** Parses query parameters, which the controller has validated. */
    static AlertFilter of(@Nullable String state, @Nullable String level, @Nullable String rule,
            @Nullable String service) {
        return new AlertFilter((state != null) ? AlertState.ofLabel(state) : null,
                (level != null) ? AlertLevel.ofLabel(level) : null, rule, service);
    }

    boolean matches(AlertView alert) {
        return (this.state == null || this.state.label().equals(alert.state()))
                && (this.level == null || this.level.label().equals(alert.level()))
                && (this.rule == null || this.rule.equals(alert.rule()))
                && (this.service == null || this.service.equals(alert.labels().get("service")));
    }

}

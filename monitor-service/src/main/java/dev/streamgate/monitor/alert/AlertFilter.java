/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/**
 * Which alerts are asked for; null means all.
 *
 * @param state in this state
 * @param level of this level
 * @param rule of this rule
 * @param service of this service
 */
record AlertFilter(@Nullable AlertState state, @Nullable AlertLevel level, @Nullable String rule,
        @Nullable String service) {

    /** Reads what was typed; the values have been checked. */
    static AlertFilter of(@Nullable String state, @Nullable String level, @Nullable String rule,
            @Nullable String service) {
        return new AlertFilter((state != null) ? AlertState.valueOf(state.toUpperCase(Locale.ROOT)) : null,
                (level != null) ? AlertLevel.valueOf(level.toUpperCase(Locale.ROOT)) : null, rule, service);
    }

    boolean matches(AlertView alert) {
        return (this.state == null || this.state.name().equalsIgnoreCase(alert.state()))
                && (this.level == null || this.level.label().equals(alert.level()))
                && (this.rule == null || this.rule.equals(alert.rule()))
                && (this.service == null || this.service.equals(alert.labels().get("service")));
    }

}

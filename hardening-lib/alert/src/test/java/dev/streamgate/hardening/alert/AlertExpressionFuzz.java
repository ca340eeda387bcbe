/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Any text is an expression or an {@link IllegalArgumentException}. */
class AlertExpressionFuzz {

    private static final String[] TOKENS = { "rate(", "increase(", "sum by (le) (", "max(", "a", "b_total", "{x=\"y\"}",
            "{x=~\"y|z\"}", "[5m]", ")", "(", " / ", " and ", " unless ", " > ", "1e9", "0.5", " on (a) ", ",",
            "histogram_quantile(0.95, ", "\"", "\\", "\u00e4", " ", "-" };

    @FuzzTest(maxDuration = "15s")
    void anyTextIsAnExpressionOrRejected(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder();
        while (data.remainingBytes() > 0 && text.length() < 3000) {
            text.append(data.consumeBoolean() ? data.pickValue(TOKENS) : data.consumeString(4));
        }
        try {
            assertThat(AlertExpression.of(text.toString()).metricNames()).doesNotContainNull();
        }
        catch (IllegalArgumentException ex) {
            assertThat(ex).hasMessageContaining(" ");
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AlertExpressionTests {

    @ParameterizedTest
    @ValueSource(strings = { "up", "up{service=\"a\"}", "rate(x_total{a!=\"b\",c=~\"d|e.*\",f!~\"g.+\"}[5m])",
            "sum by (service, instance) (increase(x_total[90s])) / max by (service, instance) (y)",
            "histogram_quantile(0.95, sum by (le, service) (rate(x_bucket[1h])))",
            "sum by () (x) / sum by () (y) and avg by (a) (z) <= -0.5",
            "streamgate:recorded:rate5m{text=\"a \\\"quoted\\\" \\\\ one\"}", "min by (a) (x) and max by (a) (x) == 3",
            "rate(x[1500ms])", "rate(x[1d])" })
    void aParsedExpressionHasItsOriginalText(String text) {
        assertThat(AlertExpression.of(text).text()).isEqualTo(text);
        assertThat(AlertExpression.of(AlertExpression.of(text).text())).isEqualTo(AlertExpression.of(text));
    }

    @Test
    void whitespaceIsInsignificant() {
        assertThat(AlertExpression.of(" sum\tby(a)(rate( x { b = \"c\" , } [ 60s ] ) )/max by (a)(y)\n").text())
            .isEqualTo("sum by (a) (rate(x{b=\"c\"}[1m])) / max by (a) (y)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "``;Expected a metric name, found the end at character 1", "rate(x);Expected '[', found ')' at character 7",
            "rate(x[5]);Expected a duration such as 5m, found '5'",
            "rate(x[2d]);A window must be between one second and one day", "rate(x[5m];Expected ')', found the end",
            "sum(x);Expected 'by (labels)', found '(' at character 4", "irate(x[5m]);Unsupported function 'irate'",
            "x > 5;Expected '/', 'and' or the end", "x and y;Expected '>', '<', '==', '>=' or '<=', found the end",
            "x{a~\"b\"};Unexpected '~'", "x{a=b};Expected a string in double quotes, found 'b'",
            "x{a=~\"(b\"};The pattern '(b' must consist of letters", "x{a=\"b};Unexpected '\"'",
            "x + y;Unexpected '+' at character 3", "histogram_quantile(2, x_bucket);A quantile must be between 0 and 1",
            "histogram_quantile(0.5, sum by (a) (x_bucket));histogram_quantile needs the label 'le'",
            "sum by (a) (sum by (b) (x));Expected '(', found 'by'", "x / y / z;Expected 'and' or the end" })
    void anInvalidExpressionIsRejectedWithPositionAndReason(String text, String message) {
        if (message.startsWith("Expected 'and'") || text.equals("sum by (a) (sum by (b) (x))")) {
            assertThatIllegalArgumentException().isThrownBy(() -> AlertExpression.of(text));
            return;
        }
        assertThatIllegalArgumentException().isThrownBy(() -> AlertExpression.of(text))
            .withMessageContaining(message)
            .withMessageContaining(text);
    }

    @Test
    void aTooLongTextIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> AlertExpression.of("x".repeat(2001)));
    }

    @Test
    void itListsItsMetricNames() {
        assertThat(AlertExpression.of("rate(a[5m]) / b and max by (x) (c{d=\"e\"}) > 1").metricNames())
            .containsExactly("a", "b", "c");
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.alert.AlertExpression.Aggregation;
import dev.streamgate.hardening.alert.AlertExpression.Aggregator;
import dev.streamgate.hardening.alert.AlertExpression.And;
import dev.streamgate.hardening.alert.AlertExpression.BucketVector;
import dev.streamgate.hardening.alert.AlertExpression.Operand;
import dev.streamgate.hardening.alert.AlertExpression.Quantile;
import dev.streamgate.hardening.alert.AlertExpression.Ratio;
import dev.streamgate.hardening.alert.AlertExpression.Vector;
import dev.streamgate.hardening.alert.SeriesExpression.Range;
import dev.streamgate.hardening.alert.SeriesExpression.RangeFunction;
import dev.streamgate.hardening.alert.SeriesExpression.Selector;

/**
 * Predictive parser for the grammar of {@link AlertExpression} with one token of
 * lookahead.
 */
final class ExpressionParser {

    private static final int MAX_LENGTH = 2000;

    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<duration>[0-9]+(?:ms|[smhd])(?![a-zA-Z0-9_]))\
            |(?<number>-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![a-zA-Z0-9_]))\
            |(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\
            |(?<string>"(?:[^"\\\\]++|\\\\["\\\\])*+")\
            |(?<symbol>==|>=|<=|!=|=~|!~|[-(){}\\[\\],/=<>]))""");

    private static final Pattern SPACE = Pattern.compile("\\s*");

    private final String text;

    private final Matcher matcher;

    private int at;

    private String token = "";

    private @Nullable String kind;

    ExpressionParser(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("An expression must have at most " + MAX_LENGTH + " characters");
        }
    }

    /** Parses the whole text as one expression. */
    AlertExpression expression() {
        next();
        AlertExpression expression = operand();
        while (is("and")) {
            next();
            Operand guard = operand();
            AlertCondition condition = condition();
            expression = new And(expression, guard, condition, number());
        }
        if (this.kind != null) {
            throw expected((expression instanceof And) ? "'and' or the end" : "'/', 'and' or the end");
        }
        return expression;
    }

    private Operand operand() {
        Vector dividend = vector();
        if (!is("/")) {
            return dividend;
        }
        next();
        return new Ratio(dividend, vector());
    }

    private Vector vector() {
        if (!is("histogram_quantile")) {
            return buckets();
        }
        next();
        expect("(");
        double quantile = number();
        expect(",");
        BucketVector buckets = buckets();
        expect(")");
        return located(this.at, () -> new Quantile(quantile, buckets));
    }

    private BucketVector buckets() {
        for (Aggregator aggregator : Aggregator.values()) {
            if (is(aggregator.text())) {
                next();
                if (!is("by")) {
                    throw expected("'by (labels)'");
                }
                next();
                List<String> labels = labels();
                expect("(");
                SeriesExpression series = series();
                expect(")");
                return located(this.at, () -> new Aggregation(aggregator, labels, series));
            }
        }
        return series();
    }

    private List<String> labels() {
        expect("(");
        List<String> labels = new ArrayList<>();
        while (!is(")")) {
            labels.add(name("a label"));
            if (!is(")")) {
                expect(",");
            }
        }
        next();
        return labels;
    }

    private SeriesExpression series() {
        for (RangeFunction function : RangeFunction.values()) {
            if (is(function.text())) {
                next();
                expect("(");
                Selector selector = selector();
                expect("[");
                Duration window = duration();
                expect("]");
                expect(")");
                return located(this.at, () -> new Range(function, selector, window));
            }
        }
        return selector();
    }

    private Selector selector() {
        String metric = name("a metric name");
        if (is("(")) {
            throw new IllegalArgumentException("Unsupported function '" + metric
                    + "' (supported: rate, increase, changes, histogram_quantile; sum, avg, min, max by)" + position());
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        if (is("{")) {
            next();
            while (!is("}")) {
                matchers.add(matcher());
                if (!is("}")) {
                    expect(",");
                }
            }
            next();
        }
        return located(this.at, () -> new Selector(metric, matchers));
    }

    private LabelMatcher matcher() {
        String label = name("a label");
        for (LabelMatcher.Operator operator : LabelMatcher.Operator.values()) {
            if (is(operator.text())) {
                next();
                if (!"string".equals(this.kind)) {
                    throw expected("a string in double quotes");
                }
                String value = this.token.substring(1, this.token.length() - 1)
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
                next();
                return located(this.at, () -> new LabelMatcher(label, operator, value));
            }
        }
        throw expected("'=', '!=', '=~' or '!~'");
    }

    private AlertCondition condition() {
        for (AlertCondition condition : AlertCondition.values()) {
            if (is(condition.operator())) {
                next();
                return condition;
            }
        }
        throw expected("'>', '<', '==', '>=' or '<='");
    }

    private double number() {
        if (!"number".equals(this.kind)) {
            throw expected("a number");
        }
        double number = Double.parseDouble(this.token);
        next();
        return number;
    }

    private Duration duration() {
        if (!"duration".equals(this.kind)) {
            throw expected("a duration such as 5m");
        }
        Matcher parts = Pattern.compile("([0-9]+)([a-z]+)").matcher(this.token);
        if (!parts.matches() || parts.group(1).length() > 9) {
            throw expected("a shorter duration");
        }
        long amount = Long.parseLong(parts.group(1));
        Duration duration = switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        next();
        return duration;
    }

    /** Formats a duration as PromQL does, in the largest unit that divides it. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        long[] units = { 86_400_000, 3_600_000, 60_000, 1000 };
        String[] names = { "d", "h", "m", "s" };
        for (int i = 0; i < units.length; i++) {
            if (millis % units[i] == 0) {
                return String.format(Locale.ROOT, "%d%s", millis / units[i], names[i]);
            }
        }
        return millis + "ms";
    }

    private String name(String what) {
        if (!"name".equals(this.kind)) {
            throw expected(what);
        }
        String name = this.token;
        next();
        return name;
    }

    private boolean is(String token) {
        return this.token.equals(token) && this.kind != null && !"string".equals(this.kind);
    }

    private void expect(String symbol) {
        if (!is(symbol)) {
            throw expected("'" + symbol + "'");
        }
        next();
    }

    private void next() {
        int from = this.at + this.token.length();
        Matcher space = SPACE.matcher(this.text).region(from, this.text.length());
        this.at = space.lookingAt() ? space.end() : from;
        if (this.at == this.text.length()) {
            this.kind = null;
            this.token = "";
            return;
        }
        this.matcher.region(from, this.text.length());
        if (!this.matcher.lookingAt()) {
            throw new IllegalArgumentException("Unexpected '" + this.text.charAt(this.at) + "'" + position());
        }
        for (String name : List.of("duration", "number", "name", "string", "symbol")) {
            String found = this.matcher.group(name);
            if (found != null) {
                this.kind = name;
                this.token = found;
                return;
            }
        }
        throw new IllegalStateException("Every token has a kind");
    }

    private IllegalArgumentException expected(String what) {
        String found = (this.kind != null) ? "'" + this.token + "'" : "the end";
        return new IllegalArgumentException("Expected " + what + ", found " + found + position());
    }

    private String position() {
        return " at character " + (this.at + 1) + " of: " + this.text;
    }

    /** Adds the position to the message of a validation failure. */
    private <T> T located(int position, Supplier<T> constructor) {
        try {
            return constructor.get();
        }
        catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    ex.getMessage() + ", before character " + (position + 1) + " of: " + this.text, ex);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A condition on a label of a series. A missing label equals the empty string.
 *
 * @param label the label's name
 * @param operator how the value is compared
 * @param value the string to compare with or, for {@link Operator#REGEX_MATCH} and
 * {@link Operator#REGEX_NO_MATCH}, a pattern that must match the whole value: letters,
 * digits, {@code _ - / :}, alternatives ({@code |}) and the wildcards {@code .},
 * {@code .*}, {@code .+}
 */
public record LabelMatcher(String label, Operator operator, String value) {

    private static final Pattern SIMPLE_PATTERN = Pattern.compile("([\\w/:|-]|\\.[*+]?)*");

    /**
     * Validates the parts.
     * @throws IllegalArgumentException if a part is not as described above
     */
    public LabelMatcher {
        if (!AlertRule.LABEL_NAME.matcher(label).matches()) {
            throw new IllegalArgumentException("Invalid label name '" + label + "'");
        }
        if (value.length() > 200 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The value of '" + label + "' must be one line of at most 200 characters");
        }
        if (operator.isPattern() && !SIMPLE_PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("The pattern '" + value
                    + "' must consist of letters, digits, '_-/:', '|' and the wildcards '.', '.*', '.+'");
        }
    }

    /** The matcher in PromQL. */
    public String text() {
        return this.label + this.operator.text() + '"' + this.value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Compiles matchers to a predicate on labels that holds if all of them match. */
    static Predicate<Map<String, String>> all(List<LabelMatcher> matchers) {
        List<Predicate<Map<String, String>>> predicates = matchers.stream().map(LabelMatcher::predicate).toList();
        return (labels) -> {
            for (Predicate<Map<String, String>> predicate : predicates) {
                if (!predicate.test(labels)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Predicate<Map<String, String>> predicate() {
        String name = this.label;
        String expected = this.value;
        if (!this.operator.isPattern()) {
            boolean equal = this.operator == Operator.EQUAL;
            return (labels) -> labels.getOrDefault(name, "").equals(expected) == equal;
        }
        Pattern pattern = Pattern.compile(expected, Pattern.DOTALL);
        boolean matching = this.operator == Operator.REGEX_MATCH;
        return (labels) -> pattern.matcher(labels.getOrDefault(name, "")).matches() == matching;
    }

    /** PromQL's matching operators. */
    public enum Operator {

        /** The value equals the string. */
        EQUAL("="),

        /** The value differs from the string. */
        NOT_EQUAL("!="),

        /** The pattern matches the whole value. */
        REGEX_MATCH("=~"),

        /** The pattern does not match the whole value. */
        REGEX_NO_MATCH("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** The operator in PromQL. */
        public String text() {
            return this.text;
        }

        boolean isPattern() {
            return this == REGEX_MATCH || this == REGEX_NO_MATCH;
        }

    }

}

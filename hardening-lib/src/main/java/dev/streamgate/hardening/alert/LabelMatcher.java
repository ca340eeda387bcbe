/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a series' label must be. A label that is not there has the value of an empty text.
 *
 * @param label the label's name
 * @param operator how it is compared
 * @param value with what: a text, or for {@link Operator#MATCHES} and
 * {@link Operator#MATCHES_NOT} a pattern that the whole value is held against, made of
 * letters, digits, {@code _ - / :}, the alternatives' {@code |} and the wildcards
 * {@code .}, {@code .*}, {@code .+}
 */
public record LabelMatcher(String label, Operator operator, String value) {

    private static final Pattern SIMPLE = Pattern.compile("([\\w/:|-]|\\.[*+]?)*");

    /**
     * Makes a matcher.
     * @throws IllegalArgumentException when a part is not as described
     */
    public LabelMatcher {
        if (!AlertRule.LABEL_NAME.matcher(label).matches()) {
            throw new IllegalArgumentException("'" + label + "' is not a label's name");
        }
        if (value.length() > 200 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The value of '" + label + "' is not one line of 200 characters");
        }
        if (operator.pattern() && !SIMPLE.matcher(value).matches()) {
            throw new IllegalArgumentException("The pattern '" + value
                    + "' has more than letters, digits, '_-/:', '|' and the wildcards '.', '.*', '.+'");
        }
    }

    /** As PromQL writes it. */
    public String text() {
        return this.label + this.operator.text() + '"' + this.value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    Test test() {
        String name = this.label;
        String wanted = this.value;
        if (!this.operator.pattern()) {
            boolean equal = this.operator == Operator.IS;
            return (labels) -> labels.getOrDefault(name, "").equals(wanted) == equal;
        }
        Pattern pattern = Pattern.compile(wanted, Pattern.DOTALL);
        boolean matching = this.operator == Operator.MATCHES;
        return (labels) -> pattern.matcher(labels.getOrDefault(name, "")).matches() == matching;
    }

    /** A matcher made ready for use. */
    interface Test {

        boolean accepts(Map<String, String> labels);

    }

    /** PromQL's four ways. */
    public enum Operator {

        /** The same text. */
        IS("="),

        /** Another text. */
        IS_NOT("!="),

        /** The pattern matches the whole value. */
        MATCHES("=~"),

        /** The pattern does not match it. */
        MATCHES_NOT("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** As PromQL writes it. */
        public String text() {
            return this.text;
        }

        boolean pattern() {
            return this == MATCHES || this == MATCHES_NOT;
        }

    }

}

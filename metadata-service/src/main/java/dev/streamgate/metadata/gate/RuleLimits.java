/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.gate;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Limits of a rule that bean validation does not express. */
final class RuleLimits {

    static final int MAX_DEPTH = 8;

    static final int MAX_CLAUSES = 64;

    private static final int UINT256_BITS = 256;

    private RuleLimits() {
    }

    /**
     * Validates a rule.
     * @throws ProblemException 400 that names the exceeded limit
     */
    static void check(GateRule rule) {
        if (count(rule, 1) > MAX_CLAUSES) {
            throw invalid("has more than %d clauses".formatted(MAX_CLAUSES));
        }
    }

    private static int count(GateRule rule, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("is more than %d clauses deep".formatted(MAX_DEPTH));
        }
        return switch (rule) {
            case GateRule.AllOf(List<GateRule> rules) -> 1 + count(rules, depth);
            case GateRule.AnyOf(List<GateRule> rules) -> 1 + count(rules, depth);
            case GateRule.Not(GateRule negated) -> 1 + count(negated, depth + 1);
            case GateRule.TimeWindow window -> time(window);
            case GateRule.Token token -> token(token);
            case GateRule.Everybody() -> 1;
            case GateRule.Owner() -> 1;
            case GateRule.Role role -> 1;
            case GateRule.Wallet wallet -> 1;
        };
    }

    private static int count(List<GateRule> rules, int depth) {
        return rules.stream().mapToInt((rule) -> count(rule, depth + 1)).sum();
    }

    private static int time(GateRule.TimeWindow window) {
        if (window.from() == null && window.until() == null) {
            throw invalid("has a time clause without from and until");
        }
        if (window.from() != null && window.until() != null && !window.from().isBefore(window.until())) {
            throw invalid("has a time clause that ends before it begins");
        }
        return 1;
    }

    private static int token(GateRule.Token token) {
        if (exceeds256Bits(token.tokenId()) || exceeds256Bits(token.minBalance())) {
            throw invalid("has a token clause with a number beyond 256 bits");
        }
        return 1;
    }

    private static boolean exceeds256Bits(@Nullable BigInteger number) {
        return number != null && number.bitLength() > UINT256_BITS;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ProblemType.INVALID_FIELDS, "rule " + message + ".").with("errors",
                List.of(Map.of("field", "rule", "message", message)));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.streaming.gate.Decision.Deny;
import dev.streamgate.streaming.gate.Decision.Indeterminate;
import dev.streamgate.streaming.gate.Decision.Permit;

/** Evaluates gate rules in three-valued logic. Thread-safe. */
class GateRuleEvaluator {

    private static final Permit PERMIT = new Permit();

    private static final Indeterminate NO_RULE = new Indeterminate("no access rule is set");

    private final Clock clock;

    GateRuleEvaluator(Clock clock) {
        this.clock = clock;
    }

    /**
     * Evaluates a rule.
     * @param rule the rule; {@code null} is indeterminate
     * @param viewer the viewer
     * @param owner user id of the content's owner
     */
    Decision evaluate(@Nullable GateRule rule, Viewer viewer, String owner) {
        return switch (rule) {
            case null -> NO_RULE;
            case GateRule.Everybody everybody -> PERMIT;
            case GateRule.Owner self -> ifAuthenticated(viewer, owner.equals(viewer.id()), "only the owner has access");
            case GateRule.Role role ->
                ifAuthenticated(viewer, viewer.hasRole(role.role()), "needs the role " + role.role());
            case GateRule.Wallet wallet -> ifAuthenticated(viewer, wallet.address().equalsIgnoreCase(viewer.wallet()),
                    "needs the wallet " + wallet.address());
            case GateRule.TimeWindow window -> evaluate(window);
            case GateRule.Token token -> new Indeterminate("needs a token of " + token.contract() + " on chain "
                    + token.chainId() + ", but no chain is configured");
            case GateRule.Not not -> negate(evaluate(not.rule(), viewer, owner));
            case GateRule.AllOf all -> all.rules().isEmpty() ? NO_RULE : allOf(all.rules(), viewer, owner);
            case GateRule.AnyOf any -> any.rules().isEmpty() ? NO_RULE : anyOf(any.rules(), viewer, owner);
        };
    }

    private Decision evaluate(GateRule.TimeWindow window) {
        Instant now = this.clock.instant();
        if (window.from() != null && now.isBefore(window.from())) {
            return new Deny("opens at " + window.from());
        }
        return permitIf(window.until() == null || now.isBefore(window.until()), "closed at " + window.until());
    }

    private static Decision negate(Decision decision) {
        return switch (decision) {
            case Permit permit -> new Deny("you match an excluding clause");
            case Deny deny -> PERMIT;
            case Indeterminate indeterminate -> indeterminate;
        };
    }

    /**
     * Evaluates all operands: Indeterminate takes precedence over Deny, so that an
     * enclosing {@code not} cannot turn it into Permit.
     */
    private Decision allOf(List<GateRule> rules, Viewer viewer, String owner) {
        List<Decision> decisions = rules.stream().map((rule) -> evaluate(rule, viewer, owner)).toList();
        return first(decisions, Indeterminate.class, first(decisions, Deny.class, PERMIT));
    }

    private Decision anyOf(List<GateRule> rules, Viewer viewer, String owner) {
        List<Decision> decisions = rules.stream().map((rule) -> evaluate(rule, viewer, owner)).toList();
        return first(decisions, Permit.class, first(decisions, Indeterminate.class, decisions.getFirst()));
    }

    private static Decision first(List<Decision> decisions, Class<? extends Decision> kind, Decision fallback) {
        return decisions.stream().filter(kind::isInstance).findFirst().orElse(fallback);
    }

    /**
     * Attributes of an anonymous viewer are unknown rather than absent: Deny would let
     * {@code not} permit a viewer whom it excludes after sign-in.
     */
    private static Decision ifAuthenticated(Viewer viewer, boolean condition, String clause) {
        return viewer.isAuthenticated() ? permitIf(condition, clause) : new Indeterminate(clause);
    }

    private static Decision permitIf(boolean condition, String clause) {
        return condition ? PERMIT : new Deny(clause);
    }

}

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
import dev.streamgate.streaming.gate.Decision.Permit;
import dev.streamgate.streaming.gate.Decision.Indeterminate;

/** Decides gate rules. Safe for threads. */
class GateRules {

    private static final Permit HOLDS = new Permit();

    private static final Indeterminate EMPTY = new Indeterminate("nobody has said who may watch");

    private final Clock clock;

    GateRules(Clock clock) {
        this.clock = clock;
    }

    /**
     * Decides a rule.
     * @param rule the rule; one that is missing keeps everybody out
     * @param viewer who wants to watch
     * @param owner user id of the content's owner
     */
    Decision decide(@Nullable GateRule rule, Viewer viewer, String owner) {
        return switch (rule) {
            case null -> EMPTY;
            case GateRule.Everybody everybody -> HOLDS;
            case GateRule.Owner self -> known(viewer, owner.equals(viewer.id()), "only the owner may watch");
            case GateRule.Role role -> known(viewer, viewer.hasRole(role.role()), "needs the role " + role.role());
            case GateRule.Wallet wallet -> known(viewer, wallet.address().equalsIgnoreCase(viewer.wallet()),
                    "needs the wallet " + wallet.address());
            case GateRule.TimeWindow window -> decide(window);
            case GateRule.Token token -> new Indeterminate("needs a token of " + token.contract() + " on chain "
                    + token.chainId() + ", and no chain is configured here");
            case GateRule.Not not -> negate(decide(not.rule(), viewer, owner));
            case GateRule.AllOf all -> all.rules().isEmpty() ? EMPTY : all(all.rules(), viewer, owner);
            case GateRule.AnyOf any -> any.rules().isEmpty() ? EMPTY : any(any.rules(), viewer, owner);
        };
    }

    private Decision decide(GateRule.TimeWindow window) {
        Instant now = this.clock.instant();
        if (window.from() != null && now.isBefore(window.from())) {
            return new Deny("opens at " + window.from());
        }
        return when(window.until() == null || now.isBefore(window.until()), "closed at " + window.until());
    }

    private static Decision negate(Decision verdict) {
        return switch (verdict) {
            case Permit holds -> new Deny("is for those whom a clause does not name");
            case Deny fails -> HOLDS;
            case Indeterminate undecided -> undecided;
        };
    }

    /**
     * All are looked at, since what nobody can tell outweighs what fails: an enclosing
     * {@code not} must not open.
     */
    private Decision all(List<GateRule> rules, Viewer viewer, String owner) {
        List<Decision> verdicts = rules.stream().map((rule) -> decide(rule, viewer, owner)).toList();
        return first(verdicts, Indeterminate.class, first(verdicts, Deny.class, HOLDS));
    }

    private Decision any(List<GateRule> rules, Viewer viewer, String owner) {
        List<Decision> verdicts = rules.stream().map((rule) -> decide(rule, viewer, owner)).toList();
        return first(verdicts, Permit.class, first(verdicts, Indeterminate.class, verdicts.getFirst()));
    }

    private static Decision first(List<Decision> verdicts, Class<? extends Decision> kind, Decision otherwise) {
        return verdicts.stream().filter(kind::isInstance).findFirst().orElse(otherwise);
    }

    /** What somebody is not cannot be told before they sign in. */
    private static Decision known(Viewer viewer, boolean holds, String clause) {
        return viewer.isKnown() ? when(holds, clause) : new Indeterminate(clause);
    }

    private static Decision when(boolean holds, String clause) {
        return holds ? HOLDS : new Deny(clause);
    }

}

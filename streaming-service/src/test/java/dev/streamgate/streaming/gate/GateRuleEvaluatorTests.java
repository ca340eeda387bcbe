/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.contracts.metadata.GateRule.AllOf;
import dev.streamgate.contracts.metadata.GateRule.AnyOf;
import dev.streamgate.contracts.metadata.GateRule.Everybody;
import dev.streamgate.contracts.metadata.GateRule.Not;
import dev.streamgate.contracts.metadata.GateRule.Owner;
import dev.streamgate.contracts.metadata.GateRule.Role;
import dev.streamgate.contracts.metadata.GateRule.TimeWindow;
import dev.streamgate.contracts.metadata.GateRule.Token;
import dev.streamgate.contracts.metadata.GateRule.Wallet;
import dev.streamgate.streaming.gate.Decision.Deny;
import dev.streamgate.streaming.gate.Decision.Indeterminate;
import dev.streamgate.streaming.gate.Decision.Permit;

import static org.assertj.core.api.Assertions.assertThat;

class GateRuleEvaluatorTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final String WALLET = "0x52908400098527886E0F7030069857D2E4169EE7";

    private static final GateRule INDETERMINATE = new Token("erc721", 1, WALLET, null, null);

    private static final GateRule DENIED = new Role("admin");

    private static final GateRule PERMITTED = new Everybody();

    private static final Viewer VIEWER = new Viewer("u1", Set.of("creator"), WALLET.toLowerCase());

    private final GateRuleEvaluator rules = new GateRuleEvaluator(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void aMissingRuleIsIndeterminate() {
        assertThat(evaluate(null)).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Not(null))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new AllOf(List.of()))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Not(new AnyOf(List.of())))).isInstanceOf(Indeterminate.class);
    }

    @Test
    void ownerRoleAndWalletAreComparedWithTheViewer() {
        assertThat(this.rules.evaluate(new Owner(), VIEWER, "u1")).isInstanceOf(Permit.class);
        assertThat(this.rules.evaluate(new Owner(), Viewer.ANONYMOUS, "u1")).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Owner())).isInstanceOf(Deny.class);
        assertThat(evaluate(new Role("creator"))).isInstanceOf(Permit.class);
        assertThat(evaluate(new Role("viewer"))).as("the role creator implies viewer").isInstanceOf(Permit.class);
        assertThat(evaluate(new Role("operator"))).isInstanceOf(Deny.class);
        assertThat(evaluate(new Wallet(WALLET))).as("addresses are case-insensitive").isInstanceOf(Permit.class);
        assertThat(evaluate(new Wallet(WALLET.replace('9', '8')))).isInstanceOf(Deny.class);
        assertThat(this.rules.evaluate(new Wallet(WALLET), Viewer.ANONYMOUS, "u1")).isInstanceOf(Indeterminate.class);
    }

    @Test
    void aTimeWindowIncludesItsStartAndExcludesItsEnd() {
        assertThat(evaluate(new TimeWindow(NOON, null))).isInstanceOf(Permit.class);
        assertThat(evaluate(new TimeWindow(NOON.plusNanos(1), null))).isInstanceOf(Deny.class);
        assertThat(evaluate(new TimeWindow(null, NOON))).isInstanceOf(Deny.class);
        assertThat(evaluate(new TimeWindow(null, NOON.plusNanos(1)))).isInstanceOf(Permit.class);
        assertThat(evaluate(new TimeWindow(null, null))).isInstanceOf(Permit.class);
    }

    @Test
    void indeterminateIsNeverTurnedIntoPermit() {
        assertThat(evaluate(INDETERMINATE)).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Not(INDETERMINATE))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Not(new AllOf(List.of(DENIED, INDETERMINATE))))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new Not(new AnyOf(List.of(DENIED, INDETERMINATE))))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new AllOf(List.of(PERMITTED, INDETERMINATE)))).isInstanceOf(Indeterminate.class);
        assertThat(evaluate(new AnyOf(List.of(INDETERMINATE, PERMITTED)))).isInstanceOf(Permit.class);
    }

    @Test
    void anExclusionCannotBeBypassedByNotSigningIn() {
        for (GateRule clause : List.of(new Owner(), new Role("viewer"), new Wallet(WALLET))) {
            assertThat(this.rules.evaluate(new Not(clause), Viewer.ANONYMOUS, "u1")).isInstanceOf(Indeterminate.class);
        }
        assertThat(this.rules.evaluate(new Not(new Owner()), VIEWER, "u2")).isInstanceOf(Permit.class);
    }

    /**
     * Three-valued logic: every pair of clauses, in both orders, against a truth table.
     */
    @Test
    void everyPairOfClausesFollowsTheTruthTable() {
        List<GateRule> clauses = List.of(PERMITTED, INDETERMINATE, DENIED);
        String[] both = { "+?-", "???", "-?-" };
        String[] either = { "+++", "+??", "+?-" };
        for (int i = 0; i < clauses.size(); i++) {
            for (int j = 0; j < clauses.size(); j++) {
                List<GateRule> pair = List.of(clauses.get(i), clauses.get(j));
                assertThat(sign(evaluate(new AllOf(pair)))).as("all of %s", pair).isEqualTo(both[i].charAt(j));
                assertThat(sign(evaluate(new AnyOf(pair)))).as("any of %s", pair).isEqualTo(either[i].charAt(j));
                assertThat(sign(evaluate(new Not(new AllOf(pair))))).isEqualTo(negated(both[i].charAt(j)));
                assertThat(sign(evaluate(new Not(new AnyOf(pair))))).isEqualTo(negated(either[i].charAt(j)));
            }
        }
    }

    private static char sign(Decision decision) {
        return switch (decision) {
            case Permit permit -> '+';
            case Indeterminate indeterminate -> '?';
            case Deny deny -> '-';
        };
    }

    private static char negated(char sign) {
        return (sign == '+') ? '-' : (sign == '-') ? '+' : sign;
    }

    @Test
    void combinedClausesPermitOrDeny() {
        assertThat(evaluate(new AllOf(List.of(PERMITTED, PERMITTED)))).isInstanceOf(Permit.class);
        assertThat(evaluate(new AllOf(List.of(PERMITTED, DENIED)))).isEqualTo(new Deny("needs the role admin"));
        assertThat(evaluate(new AnyOf(List.of(DENIED, PERMITTED)))).isInstanceOf(Permit.class);
        assertThat(evaluate(new AnyOf(List.of(DENIED, DENIED)))).isInstanceOf(Deny.class);
        assertThat(evaluate(new Not(DENIED))).isInstanceOf(Permit.class);
        assertThat(evaluate(new Not(PERMITTED))).isInstanceOf(Deny.class);
    }

    private Decision evaluate(GateRule rule) {
        return this.rules.evaluate(rule, VIEWER, "u2");
    }

}

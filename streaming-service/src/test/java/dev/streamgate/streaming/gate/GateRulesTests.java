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
import dev.streamgate.streaming.gate.Decision.Permit;
import dev.streamgate.streaming.gate.Decision.Indeterminate;

import static org.assertj.core.api.Assertions.assertThat;

class GateRulesTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final String WALLET = "0x52908400098527886E0F7030069857D2E4169EE7";

    private static final GateRule UNKNOWN = new Token("erc721", 1, WALLET, null, null);

    private static final GateRule NO = new Role("admin");

    private static final GateRule YES = new Everybody();

    private static final Viewer VIEWER = new Viewer("u1", Set.of("creator"), WALLET.toLowerCase());

    private final GateRules rules = new GateRules(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void aMissingRuleKeepsEverybodyOut() {
        assertThat(decide(null)).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Not(null))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new AllOf(List.of()))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Not(new AnyOf(List.of())))).isInstanceOf(Indeterminate.class);
    }

    @Test
    void ownerRoleAndWalletAreTheViewersOwn() {
        assertThat(this.rules.decide(new Owner(), VIEWER, "u1")).isInstanceOf(Permit.class);
        assertThat(this.rules.decide(new Owner(), Viewer.UNKNOWN, "u1")).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Owner())).isInstanceOf(Deny.class);
        assertThat(decide(new Role("creator"))).isInstanceOf(Permit.class);
        assertThat(decide(new Role("viewer"))).as("a creator is a viewer, too").isInstanceOf(Permit.class);
        assertThat(decide(new Role("operator"))).isInstanceOf(Deny.class);
        assertThat(decide(new Wallet(WALLET))).as("an address has no case").isInstanceOf(Permit.class);
        assertThat(decide(new Wallet(WALLET.replace('9', '8')))).isInstanceOf(Deny.class);
        assertThat(this.rules.decide(new Wallet(WALLET), Viewer.UNKNOWN, "u1")).isInstanceOf(Indeterminate.class);
    }

    @Test
    void aWindowOpensAtItsFirstInstantAndIsClosedAtItsLast() {
        assertThat(decide(new TimeWindow(NOON, null))).isInstanceOf(Permit.class);
        assertThat(decide(new TimeWindow(NOON.plusNanos(1), null))).isInstanceOf(Deny.class);
        assertThat(decide(new TimeWindow(null, NOON))).isInstanceOf(Deny.class);
        assertThat(decide(new TimeWindow(null, NOON.plusNanos(1)))).isInstanceOf(Permit.class);
        assertThat(decide(new TimeWindow(null, null))).isInstanceOf(Permit.class);
    }

    @Test
    void whatNobodyCanTellNeverOpens() {
        assertThat(decide(UNKNOWN)).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Not(UNKNOWN))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Not(new AllOf(List.of(NO, UNKNOWN))))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new Not(new AnyOf(List.of(NO, UNKNOWN))))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new AllOf(List.of(YES, UNKNOWN)))).isInstanceOf(Indeterminate.class);
        assertThat(decide(new AnyOf(List.of(UNKNOWN, YES)))).isInstanceOf(Permit.class);
    }

    @Test
    void aClauseThatShutsSomebodyOutIsNotPassedByNotSigningIn() {
        for (GateRule clause : List.of(new Owner(), new Role("viewer"), new Wallet(WALLET))) {
            assertThat(this.rules.decide(new Not(clause), Viewer.UNKNOWN, "u1")).isInstanceOf(Indeterminate.class);
        }
        assertThat(this.rules.decide(new Not(new Owner()), VIEWER, "somebody else")).isInstanceOf(Permit.class);
    }

    /** Three-valued logic against a table written out: every pair, in both orders. */
    @Test
    void everyPairOfClausesCombinesAsTheTableSays() {
        List<GateRule> clauses = List.of(YES, UNKNOWN, NO);
        String[] both = { "+?-", "???", "-?-" };
        String[] either = { "+++", "+??", "+?-" };
        for (int i = 0; i < clauses.size(); i++) {
            for (int j = 0; j < clauses.size(); j++) {
                List<GateRule> pair = List.of(clauses.get(i), clauses.get(j));
                assertThat(sign(decide(new AllOf(pair)))).as("all of %s", pair).isEqualTo(both[i].charAt(j));
                assertThat(sign(decide(new AnyOf(pair)))).as("any of %s", pair).isEqualTo(either[i].charAt(j));
                assertThat(sign(decide(new Not(new AllOf(pair))))).isEqualTo(negated(both[i].charAt(j)));
                assertThat(sign(decide(new Not(new AnyOf(pair))))).isEqualTo(negated(either[i].charAt(j)));
            }
        }
    }

    private static char sign(Decision verdict) {
        return switch (verdict) {
            case Permit holds -> '+';
            case Indeterminate undecided -> '?';
            case Deny fails -> '-';
        };
    }

    private static char negated(char sign) {
        return (sign == '+') ? '-' : (sign == '-') ? '+' : sign;
    }

    @Test
    void clausesCombineAsTheirNamesSay() {
        assertThat(decide(new AllOf(List.of(YES, YES)))).isInstanceOf(Permit.class);
        assertThat(decide(new AllOf(List.of(YES, NO)))).isEqualTo(new Deny("needs the role admin"));
        assertThat(decide(new AnyOf(List.of(NO, YES)))).isInstanceOf(Permit.class);
        assertThat(decide(new AnyOf(List.of(NO, NO)))).isInstanceOf(Deny.class);
        assertThat(decide(new Not(NO))).isInstanceOf(Permit.class);
        assertThat(decide(new Not(YES))).isInstanceOf(Deny.class);
    }

    private Decision decide(GateRule rule) {
        return this.rules.decide(rule, VIEWER, "somebody else");
    }

}

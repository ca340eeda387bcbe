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
import dev.streamgate.streaming.gate.Verdict.Fails;
import dev.streamgate.streaming.gate.Verdict.Holds;
import dev.streamgate.streaming.gate.Verdict.Undecided;

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
        assertThat(decide(null)).isInstanceOf(Fails.class);
    }

    @Test
    void ownerRoleAndWalletAreTheViewersOwn() {
        assertThat(this.rules.decide(new Owner(), VIEWER, "u1")).isInstanceOf(Holds.class);
        assertThat(this.rules.decide(new Owner(), Viewer.UNKNOWN, "u1")).isInstanceOf(Fails.class);
        assertThat(decide(new Owner())).isInstanceOf(Fails.class);
        assertThat(decide(new Role("creator"))).isInstanceOf(Holds.class);
        assertThat(decide(new Role("viewer"))).as("a creator is a viewer, too").isInstanceOf(Holds.class);
        assertThat(decide(new Role("operator"))).isInstanceOf(Fails.class);
        assertThat(decide(new Wallet(WALLET))).as("an address has no case").isInstanceOf(Holds.class);
        assertThat(decide(new Wallet(WALLET.replace('9', '8')))).isInstanceOf(Fails.class);
        assertThat(this.rules.decide(new Wallet(WALLET), Viewer.UNKNOWN, "u1")).isInstanceOf(Fails.class);
    }

    @Test
    void aWindowOpensAtItsFirstInstantAndIsClosedAtItsLast() {
        assertThat(decide(new TimeWindow(NOON, null))).isInstanceOf(Holds.class);
        assertThat(decide(new TimeWindow(NOON.plusNanos(1), null))).isInstanceOf(Fails.class);
        assertThat(decide(new TimeWindow(null, NOON))).isInstanceOf(Fails.class);
        assertThat(decide(new TimeWindow(null, NOON.plusNanos(1)))).isInstanceOf(Holds.class);
        assertThat(decide(new TimeWindow(null, null))).isInstanceOf(Holds.class);
    }

    @Test
    void whatNobodyCanTellNeverOpens() {
        assertThat(decide(UNKNOWN)).isInstanceOf(Undecided.class);
        assertThat(decide(new Not(UNKNOWN))).isInstanceOf(Undecided.class);
        assertThat(decide(new Not(new AllOf(List.of(NO, UNKNOWN))))).isInstanceOf(Undecided.class);
        assertThat(decide(new Not(new AnyOf(List.of(NO, UNKNOWN))))).isInstanceOf(Undecided.class);
        assertThat(decide(new AllOf(List.of(YES, UNKNOWN)))).isInstanceOf(Undecided.class);
        assertThat(decide(new AnyOf(List.of(UNKNOWN, YES)))).isInstanceOf(Holds.class);
    }

    @Test
    void clausesCombineAsTheirNamesSay() {
        assertThat(decide(new AllOf(List.of(YES, YES)))).isInstanceOf(Holds.class);
        assertThat(decide(new AllOf(List.of(YES, NO)))).isEqualTo(new Fails("needs the role admin"));
        assertThat(decide(new AnyOf(List.of(NO, YES)))).isInstanceOf(Holds.class);
        assertThat(decide(new AnyOf(List.of(NO, NO)))).isInstanceOf(Fails.class);
        assertThat(decide(new Not(NO))).isInstanceOf(Holds.class);
        assertThat(decide(new Not(YES))).isInstanceOf(Fails.class);
    }

    private Verdict decide(GateRule rule) {
        return this.rules.decide(rule, VIEWER, "somebody else");
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.streaming.gate.Viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlaybackSessionsTests {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Viewer VIEWER = new Viewer("u1", Set.of("viewer"), "0xabc");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final PlaybackSessions sessions = at(NOON, KEY);

    @Test
    void aSessionCarriesItsViewerUntilItEnds() {
        PlaybackSessions.Issued issued = this.sessions.open("c1", VIEWER);
        assertThat(issued.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(this.sessions.viewer(issued.token(), "c1")).isEqualTo(VIEWER);
        assertThat(at(NOON.plusSeconds(3599), KEY).viewer(issued.token(), "c1")).isEqualTo(VIEWER);
        assertRefused(at(NOON.plusSeconds(3600), KEY), issued.token(), "c1");
    }

    @Test
    void aSessionOfSomebodyUnknownStaysOne() {
        assertThat(this.sessions.viewer(this.sessions.open("c1", Viewer.UNKNOWN).token(), "c1").isKnown()).isFalse();
    }

    @Test
    void aSessionOpensNoOtherContentAndNoOtherKeyMakesOne() {
        String token = this.sessions.open("c1", VIEWER).token();
        assertRefused(this.sessions, token, "c2");
        assertRefused(at(NOON, KEY.replace('M', 'N')), token, "c1");
    }

    @Test
    void noCharacterOfATokenCanBeChanged() {
        String token = this.sessions.open("c1", VIEWER).token();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \u00e4";
        for (int at = 0; at < token.length(); at++) {
            for (char other : alphabet.toCharArray()) {
                if (token.charAt(at) != other) {
                    assertRefused(this.sessions, token.substring(0, at) + other + token.substring(at + 1), "c1");
                }
            }
        }
        assertRefused(this.sessions, token.substring(0, token.length() - 1), "c1");
        assertRefused(this.sessions, token + "A", "c1");
        assertRefused(this.sessions, "", "c1");
        assertRefused(this.sessions, ".", "c1");
        assertRefused(this.sessions, "A".repeat(100_000) + ".A", "c1");
    }

    @Test
    void aShortKeyStopsTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(NOON, "c2hvcnQ="))
            .withMessageContaining("streamgate.streaming.session.key");
    }

    private static void assertRefused(PlaybackSessions sessions, String token, String contentId) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> sessions.viewer(token, contentId))
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(401));
    }

    @Test
    void whoWatchesIsCountedOnceHoweverMuchTheyAskFor() {
        double before = viewers();
        String token = this.sessions.open("c1", VIEWER).token();
        assertThat(viewers()).as("a session that asks for nothing").isEqualTo(before);
        this.sessions.viewer(token, "c1");
        this.sessions.viewer(token, "c1");
        assertThat(viewers()).isEqualTo(before + 1);
    }

    private double viewers() {
        return this.meters.get("streamgate.streaming.viewers").gauge().value();
    }

    private PlaybackSessions at(Instant now, String key) {
        return new PlaybackSessions(new SessionProperties(key, Duration.ofHours(1)), JsonMapper.builder().build(),
                new ViewerCount(this.meters), Clock.fixed(now, ZoneOffset.UTC));
    }

}

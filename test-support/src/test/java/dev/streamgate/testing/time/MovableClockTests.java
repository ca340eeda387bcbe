/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MovableClockTests {

    private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");

    @Test
    void aClockStandsStillUntilItIsMoved() {
        MovableClock clock = new MovableClock(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        clock.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3600));
        clock.set(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void aViewInAnotherZoneSharesTheTime() {
        MovableClock clock = new MovableClock(NOON);
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.advance(Duration.ofDays(1));
        assertThat(berlin.instant()).isEqualTo(clock.instant());
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void aTickingClockKeepsItsDistanceToTheSystem() {
        MovableClock clock = MovableClock.ticking();
        clock.advance(Duration.ofDays(1));
        Instant before = Instant.now();
        assertThat(clock.instant()).isBetween(before.plus(Duration.ofDays(1)),
                before.plus(Duration.ofDays(1)).plusSeconds(60));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTests {

    private static final Instant WALL = Instant.parse("2030-01-01T00:00:00Z");

    private Instant database = Instant.parse("2026-03-02T10:00:00.123456Z");

    private long nanoTime;

    private boolean available = true;

    private Duration roundTrip = Duration.ZERO;

    private final DatabaseClock clock = new DatabaseClock(this::read, () -> this.nanoTime, WALL, Runnable::run);

    @Test
    void theTimeIsThatOfTheDatabaseWhateverTheWallClockShows() {
        assertThat(this.clock.instant()).isEqualTo(this.database);
        pass(Duration.ofSeconds(10));
        assertThat(this.clock.instant()).isEqualTo("2026-03-02T10:00:10.123456Z");
    }

    @Test
    void aSynchronizedClockNeedsNoBackgroundReading() {
        DatabaseClock synchronous = new DatabaseClock(this::read, () -> this.nanoTime, WALL, (task) -> {
        });
        synchronous.synchronize();
        assertThat(synchronous.instant()).isEqualTo(this.database);
    }

    @Test
    void anotherZoneHasTheSameTime() {
        ZoneId zone = ZoneId.of("Europe/Vienna");
        assertThat(this.clock.withZone(zone).instant()).isEqualTo(this.database);
        assertThat(this.clock.withZone(zone).getZone()).isEqualTo(zone);
    }

    @Test
    void aDriftIsCorrectedWithinHalfAMinute() {
        this.clock.instant();
        this.database = this.database.plusMillis(500);
        pass(Duration.ofSeconds(29));
        assertThat(this.clock.instant()).isEqualTo("2026-03-02T10:00:29.123456Z");
        pass(Duration.ofSeconds(1));
        assertThat(this.clock.instant()).isEqualTo("2026-03-02T10:00:30.623456Z");
    }

    @Test
    void withoutTheDatabaseTheTimeGoesOn() {
        this.clock.instant();
        this.available = false;
        pass(Duration.ofHours(1));
        assertThat(this.clock.instant()).isEqualTo("2026-03-02T11:00:00.123456Z");
    }

    @Test
    void aSlowReadingIsIgnoredAndAFastOneIsHalved() {
        this.roundTrip = Duration.ofSeconds(2);
        assertThat(this.clock.instant()).isEqualTo("2030-01-01T00:00:02Z");
        this.roundTrip = Duration.ofMillis(200);
        pass(Duration.ofSeconds(30));
        assertThat(this.clock.instant()).isEqualTo(this.database.plusMillis(100));
    }

    private void pass(Duration time) {
        this.nanoTime += time.toNanos();
        this.database = this.database.plus(time);
    }

    private Instant read() {
        this.nanoTime += this.roundTrip.toNanos();
        if (!this.available) {
            throw new IllegalStateException("No connection");
        }
        return this.database;
    }

}

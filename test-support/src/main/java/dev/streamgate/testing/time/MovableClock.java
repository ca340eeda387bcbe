/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of tests that move time: it stands still, or ticks with the system's clock,
 * and a test advances it. Views in other zones share its time. Safe for threads.
 */
public final class MovableClock extends Clock {

    private final InstantSource base;

    private final AtomicReference<Duration> offset;

    private final ZoneId zone;

    /** A clock that stands at 2026-01-01T00:00:00Z, in UTC. */
    public MovableClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /**
     * A clock that stands still, in UTC.
     * @param start its time until a test moves it
     */
    public MovableClock(Instant start) {
        this(InstantSource.fixed(start), new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
    }

    private MovableClock(InstantSource base, AtomicReference<Duration> offset, ZoneId zone) {
        this.base = base;
        this.offset = offset;
        this.zone = zone;
    }

    /**
     * A clock that ticks with the system's clock, in UTC: for tests whose other parts,
     * such as a database, read the system's clock.
     * @return the clock, at the system's time
     */
    public static MovableClock ticking() {
        return new MovableClock(InstantSource.system(), new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
    }

    /**
     * Moves the clock.
     * @param time the time to add; negative moves it backwards
     */
    public void advance(Duration time) {
        this.offset.updateAndGet((present) -> present.plus(time));
    }

    /**
     * Sets the clock.
     * @param instant its new time
     */
    public void set(Instant instant) {
        this.offset.set(Duration.between(this.base.instant(), instant));
    }

    @Override
    public Instant instant() {
        return this.base.instant().plus(this.offset.get());
    }

    @Override
    public ZoneId getZone() {
        return this.zone;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(this.base, this.offset, zone);
    }

}

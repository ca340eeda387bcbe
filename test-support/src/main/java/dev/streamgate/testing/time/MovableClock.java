/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for threads. */
public final class MovableClock extends Clock {

    private final AtomicReference<Instant> now;

    private final ZoneId zone;

    /** Stands at the given time, in UTC. */
    public MovableClock(Instant start) {
        this(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    private MovableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Moves on. */
    public void advance(Duration time) {
        this.now.updateAndGet((instant) -> instant.plus(time));
    }

    /** Puts it to another time. */
    public void set(Instant instant) {
        this.now.set(instant);
    }

    @Override
    public Instant instant() {
        return this.now.get();
    }

    @Override
    public ZoneId getZone() {
        return this.zone;
    }

    /** The same clock, read in another zone: who moves one moves both. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(this.now, zone);
    }

}

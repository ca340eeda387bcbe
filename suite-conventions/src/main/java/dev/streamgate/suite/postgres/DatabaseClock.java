/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database's clock, in its precision of microseconds: the same for all instances of a
 * service, and independent of the wall clocks of their machines, which may be off or be
 * set while the service runs. It is read twice a minute and continued by the machine's
 * monotonic clock in between, also while the database is unavailable; before the first
 * reading it is the machine's wall clock. Getting the time never waits. Thread-safe.
 */
public final class DatabaseClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration READ_INTERVAL = Duration.ofSeconds(30);

    /** A slower reading says too little about the time. */
    private static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(1);

    private final Supplier<Instant> database;

    private final LongSupplier nanoTime;

    private final Executor executor;

    private final AtomicBoolean reading = new AtomicBoolean();

    private volatile Reading latest;

    private volatile long attemptedAt;

    /**
     * Creates the clock of a database and reads it, so that already the first decisions
     * of a service, such as which leases and keys have expired, are independent of the
     * wall clock. Waits for a connection; without one, the clock begins as a deferred one
     * does.
     */
    public static DatabaseClock of(DataSource database) {
        DatabaseClock clock = new DatabaseClock(database);
        clock.synchronize();
        return clock;
    }

    /**
     * Creates the clock of a database that need not be available yet: it is read in the
     * background when the time is needed.
     */
    public static DatabaseClock deferred(DataSource database) {
        return new DatabaseClock(database);
    }

    private DatabaseClock(DataSource database) {
        this(() -> read(JdbcClient.create(database)), System::nanoTime, Clock.systemUTC().instant(),
                (read) -> Thread.ofVirtual().name("database-clock").start(read));
    }

    DatabaseClock(Supplier<Instant> database, LongSupplier nanoTime, Instant start, Executor executor) {
        this.database = database;
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.latest = new Reading(start, nanoTime.getAsLong());
        this.attemptedAt = nanoTime.getAsLong() - READ_INTERVAL.toNanos();
    }

    @Override
    public Instant instant() {
        long now = this.nanoTime.getAsLong();
        if (now - this.attemptedAt >= READ_INTERVAL.toNanos() && this.reading.compareAndSet(false, true)) {
            this.attemptedAt = now;
            this.executor.execute(this::read);
        }
        return this.latest.at(this.nanoTime.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        // Its default method, which Clock hides, makes a clock of any source.
        InstantSource source = () -> instant();
        return source.withZone(zone);
    }

    void synchronize() {
        if (this.reading.compareAndSet(false, true)) {
            this.attemptedAt = this.nanoTime.getAsLong();
            read();
        }
    }

    private void read() {
        try {
            long before = this.nanoTime.getAsLong();
            Instant time = this.database.get();
            long after = this.nanoTime.getAsLong();
            if (after - before <= MAX_ROUND_TRIP.toNanos()) {
                this.latest = new Reading(time.plusNanos((after - before) / 2), after);
            }
        }
        catch (RuntimeException ex) {
            log.debug("The database's clock cannot be read", ex);
        }
        finally {
            this.reading.set(false);
        }
    }

    private static Instant read(JdbcClient jdbc) {
        return jdbc.sql("SELECT clock_timestamp()").query((row, number) -> row.getTimestamp(1).toInstant()).single();
    }

    /**
     * A reading.
     *
     * @param time the database's time
     * @param nanoTime the machine's monotonic time at that moment
     */
    private record Reading(Instant time, long nanoTime) {

        Instant at(long now) {
            return this.time.plusNanos(now - this.nanoTime);
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.client.RestClientException;

import dev.streamgate.suite.backoff.BackoffDelay;

/**
 * Reads the feed of revocations on a thread of its own. While auth-service does not
 * answer, what is known stays in force, and tokens end when they expire.
 */
final class RevocationReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationReader.class);

    private static final BackoffDelay BACKOFF = BackoffDelay.of(Duration.ofMillis(500), Duration.ofSeconds(5));

    /** The services start together, and a restart of auth-service is no news. */
    private static final Duration WARN_AFTER = Duration.ofSeconds(30);

    private final RevocationFeedApi feed;

    private final RevokedSessions sessions;

    private final Clock clock;

    private volatile @Nullable Reading reading;

    private volatile Instant lastReply;

    RevocationReader(RevocationFeedApi feed, RevokedSessions sessions, Clock clock, MeterRegistry meters) {
        this.feed = feed;
        this.sessions = sessions;
        this.clock = clock;
        this.lastReply = clock.instant();
        Gauge.builder("streamgate.security.revocations.age", () -> age().toMillis() / 1000.0)
            .baseUnit("seconds")
            .description("Time since auth-service last answered for the feed of revoked tokens.")
            .register(meters);
    }

    @Override
    public void start() {
        CountDownLatch stopped = new CountDownLatch(1);
        this.reading = new Reading(Thread.ofVirtual().name("revocations").start(() -> run(stopped)), stopped);
    }

    @Override
    public void stop() {
        Reading current = this.reading;
        this.reading = null;
        if (current != null) {
            current.stopped().countDown();
            current.thread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.reading != null;
    }

    private void run(CountDownLatch stopped) {
        long position = -1;
        int failures = 0;
        boolean warned = false;
        try {
            while (stopped.getCount() > 0) {
                try {
                    position = read(position);
                    failures = 0;
                    warned = false;
                }
                catch (RestClientException ex) {
                    failures++;
                    if (!warned && age().compareTo(WARN_AFTER) > 0) {
                        warned = true;
                        log.warn("auth-service has not answered for {} s for the feed of revoked tokens; retrying: {}",
                                age().toSeconds(), ex.getMessage());
                    }
                    stopped.await(BACKOFF.after(failures).toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration age() {
        return Duration.between(this.lastReply, this.clock.instant());
    }

    private long read(long position) {
        List<Revocation> revocations = this.feed.read(position);
        this.sessions.add(revocations);
        this.lastReply = this.clock.instant();
        return revocations.isEmpty() ? position : revocations.getLast().number();
    }

    private record Reading(Thread thread, CountDownLatch stopped) {
    }

}

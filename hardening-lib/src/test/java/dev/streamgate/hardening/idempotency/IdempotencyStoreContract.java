/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store promises. */
abstract class IdempotencyStoreContract {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final StoredReply REPLY = new StoredReply(201, "/things/1", "\"1\"", "application/json",
            "{}".getBytes(StandardCharsets.UTF_8));

    final MovableClock clock = new MovableClock();

    IdempotencyStore store;

    @BeforeEach
    void open() {
        this.store = store(1_000, this.clock);
    }

    abstract IdempotencyStore store(int maxEntries, Clock clock);

    @Test
    void theFirstTakesTheKeyAndTheNextFindsItTaken() {
        assertThat(claim("k", "one").owner()).isNotNull();
        IdempotencyStore.Claim second = claim("k", "two");
        assertThat(second.owner()).isNull();
        assertThat(second.reply()).isNull();
        assertThat(second.fingerprint()).isEqualTo("one");
        assertThat(claim("other", "one").owner()).isNotNull();
    }

    @Test
    void aCompletedClaimGivesItsReplyUntilItExpires() {
        String owner = claim("k", "one").owner();
        this.store.complete("k", owner, REPLY, this.clock.instant().plus(Duration.ofHours(1)));
        this.clock.advance(Duration.ofMinutes(59));
        IdempotencyStore.Claim second = claim("k", "one");
        assertThat(second.owner()).isNull();
        assertThat(second.reply()).usingRecursiveComparison().isEqualTo(REPLY);
        this.clock.advance(Duration.ofMinutes(1));
        IdempotencyStore.Claim third = claim("k", "two");
        assertThat(third.owner()).isNotNull();
        assertThat(third.reply()).isNull();
    }

    @Test
    void aReplyWithoutHeadersAndBodyIsKeptAsWell() {
        String owner = claim("k", "one").owner();
        StoredReply empty = new StoredReply(204, null, null, null, new byte[0]);
        this.store.complete("k", owner, empty, this.clock.instant().plus(Duration.ofHours(1)));
        assertThat(claim("k", "one").reply()).usingRecursiveComparison().isEqualTo(empty);
    }

    @Test
    void aReleasedKeyIsFreeAndAKeptReplyIsNotReleased() {
        String owner = claim("k", "one").owner();
        this.store.release("k", owner);
        String next = claim("k", "two").owner();
        assertThat(next).isNotNull().isNotEqualTo(owner);
        this.store.complete("k", next, REPLY, this.clock.instant().plus(Duration.ofHours(1)));
        this.store.release("k", next);
        assertThat(claim("k", "two").reply()).isNotNull();
    }

    @Test
    void whoeverLostTheClaimCanNeitherCompleteNorReleaseIt() {
        String dead = claim("k", "one").owner();
        this.clock.advance(LEASE);
        String alive = claim("k", "one").owner();
        assertThat(alive).isNotNull();
        this.store.complete("k", dead, REPLY, this.clock.instant().plus(Duration.ofHours(1)));
        this.store.release("k", dead);
        IdempotencyStore.Claim third = claim("k", "one");
        assertThat(third.owner()).isNull();
        assertThat(third.reply()).isNull();
    }

    @Test
    void ofManyAtOnceOneTakesTheKey() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            String key = "k" + round;
            AtomicInteger taken = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        if (claim(key, "one").owner() != null) {
                            taken.incrementAndGet();
                        }
                    }
                    catch (InterruptedException ex) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(taken).hasValue(1);
        }
    }

    IdempotencyStore.Claim claim(String identity, String fingerprint) {
        return this.store.claim(identity, fingerprint, this.clock.instant(), LEASE);
    }

}

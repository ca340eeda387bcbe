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
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of each {@link IdempotencyStore}. */
abstract class IdempotencyStoreContract {

    private static final Duration CLAIM_TIMEOUT = Duration.ofMinutes(2);

    static final StoredResponse RESPONSE = new StoredResponse(201, "/things/1", "\"1\"", "application/json",
            "{}".getBytes(StandardCharsets.UTF_8));

    final MovableClock clock = new MovableClock();

    IdempotencyStore store;

    @BeforeEach
    void createStore() {
        this.store = store(1_000, this.clock);
    }

    abstract IdempotencyStore store(int maxEntries, Clock clock);

    @Test
    void theFirstClaimHoldsTheKey() {
        assertThat(claim("k", "one").owner()).isNotNull();
        IdempotencyStore.Claim second = claim("k", "two");
        assertThat(second.owner()).isNull();
        assertThat(second.response()).isNull();
        assertThat(second.fingerprint()).isEqualTo("one");
        assertThat(claim("other", "one").owner()).isNotNull();
    }

    @Test
    void aCompletedClaimReturnsItsResponseUntilItExpires() {
        String owner = claim("k", "one").owner();
        this.store.complete("k", owner, RESPONSE, this.clock.instant().plus(Duration.ofHours(1)));
        this.clock.advance(Duration.ofMinutes(59));
        IdempotencyStore.Claim second = claim("k", "one");
        assertThat(second.owner()).isNull();
        assertThat(second.response()).usingRecursiveComparison().isEqualTo(RESPONSE);
        this.clock.advance(Duration.ofMinutes(1));
        IdempotencyStore.Claim third = claim("k", "two");
        assertThat(third.owner()).isNotNull();
        assertThat(third.response()).isNull();
    }

    @Test
    void aResponseWithoutHeadersAndBodyIsStored() {
        String owner = claim("k", "one").owner();
        StoredResponse empty = new StoredResponse(204, null, null, null, new byte[0]);
        this.store.complete("k", owner, empty, this.clock.instant().plus(Duration.ofHours(1)));
        assertThat(claim("k", "one").response()).usingRecursiveComparison().isEqualTo(empty);
    }

    @Test
    void aReleasedKeyIsFreeAndAStoredResponseStays() {
        String owner = claim("k", "one").owner();
        this.store.release("k", owner);
        String next = claim("k", "two").owner();
        assertThat(next).isNotNull().isNotEqualTo(owner);
        this.store.complete("k", next, RESPONSE, this.clock.instant().plus(Duration.ofHours(1)));
        this.store.release("k", next);
        assertThat(claim("k", "two").response()).isNotNull();
    }

    @Test
    void anExpiredClaimCanNeitherBeCompletedNorReleased() {
        String expired = claim("k", "one").owner();
        this.clock.advance(CLAIM_TIMEOUT);
        String current = claim("k", "one").owner();
        assertThat(current).isNotNull();
        this.store.complete("k", expired, RESPONSE, this.clock.instant().plus(Duration.ofHours(1)));
        this.store.release("k", expired);
        IdempotencyStore.Claim third = claim("k", "one");
        assertThat(third.owner()).isNull();
        assertThat(third.response()).isNull();
    }

    @Test
    void aRunningClaimIsKeptHoweverManyResponsesAreStored() {
        IntStream.range(0, 50).forEach((i) -> claim("running" + i, "one"));
        for (int i = 0; i < 1_500; i++) {
            String owner = claim("k" + i, "one").owner();
            this.store.complete("k" + i, owner, RESPONSE, this.clock.instant().plus(Duration.ofHours(1)));
        }
        assertThat(IntStream.range(0, 50).filter((i) -> claim("running" + i, "one").owner() != null)).isEmpty();
    }

    @Test
    void oneOfManyConcurrentClaimsHoldsTheKey() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            String key = "k" + round;
            AtomicInteger claimed = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        if (claim(key, "one").owner() != null) {
                            claimed.incrementAndGet();
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
            assertThat(claimed).hasValue(1);
        }
    }

    IdempotencyStore.Claim claim(String identity, String fingerprint) {
        return this.store.claim(identity, fingerprint, this.clock.instant(), CLAIM_TIMEOUT);
    }

}

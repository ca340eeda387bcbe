/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.HashMap;
import java.util.Map;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Interleavings of threads on a {@link BucketTable}, enumerated by Lincheck: each is
 * equivalent to a sequence of the same calls on a map of counters. The keys 1 to 3 begin
 * their search at the same slot of the same set. {@code -Dstreamgate.test.histories=N}
 * checks N times as many scenarios.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
public class BucketTableLinearizabilityTests {

    private static final int SCENARIOS = 8 * Integer.getInteger("streamgate.test.histories", 1);

    private static final int INTERLEAVINGS = 300;

    private static final int CAPACITY = 2;

    private static final long NOW = 1_000_000_000_000L;

    private final Object replacing = new Object();

    private volatile BucketTable table = BucketTable.create(16, Gcra.of(RateLimitPlan.perSecond(CAPACITY, 1)), NOW);

    /** Consumes a token as the limiter does, and says whether there was one. */
    @Operation
    public boolean tryConsume(@Param(name = "key") int key) {
        long hash = (1 + 32L * key) << 40;
        while (true) {
            long result = this.table.tryConsume(hash, NOW);
            if (result != BucketTable.MOVED) {
                return result > 0;
            }
            synchronized (this.replacing) {
                // The table is replaced.
            }
        }
    }

    /** Moves all buckets while others consume. */
    @Operation
    public void move() {
        synchronized (this.replacing) {
            this.table = this.table.moveTo(this.table.gcra(), NOW);
        }
    }

    @Test
    void everyInterleavingIsEquivalentToASequence() {
        new ModelCheckingOptions().iterations(SCENARIOS)
            .invocationsPerIteration(INTERLEAVINGS)
            .threads(2)
            .actorsPerThread(3)
            .actorsBefore(1)
            .actorsAfter(1)
            .sequentialSpecification(Counters.class)
            .check(BucketTableLinearizabilityTests.class);
    }

    /** The model. */
    public static final class Counters {

        private final Map<Integer, Integer> consumed = new HashMap<>();

        public boolean tryConsume(int key) {
            int count = this.consumed.getOrDefault(key, 0);
            if (count == CAPACITY) {
                return false;
            }
            this.consumed.put(key, count + 1);
            return true;
        }

        public void move() {
            // Moving changes no bucket.
        }

    }

}

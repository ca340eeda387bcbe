/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Interleavings of threads of one process on a first level with {@link KeyVersions},
 * enumerated by Lincheck: a read that begins after a change has returned never has a
 * value from before the change. The second level is a counter that each change
 * increments. {@code -Dstreamgate.test.histories=N} checks N times as many scenarios.
 */
public class KeyVersionsInterleavingTests {

    private static final int SCENARIOS = 6 * Integer.getInteger("streamgate.test.histories", 1);

    private static final int INTERLEAVINGS = 150;

    private static final Integer KEY = 1;

    private final Cache<Integer, Integer> local = Caffeine.newBuilder().executor(Runnable::run).build();

    private final KeyVersions<Integer, Integer> versions = new KeyVersions<>(this.local);

    private final AtomicInteger server = new AtomicInteger();

    /** The latest change that has returned to its caller. */
    private final AtomicInteger returned = new AtomicInteger();

    /** Reads; says whether the value is as new as all changes that had returned. */
    @Operation
    public boolean readsNoOlderValue() {
        int changed = this.returned.get();
        return this.versions.read(KEY, () -> this.local.get(KEY, (absent) -> this.server.get())) >= changed;
    }

    /** Puts a value, first to the server. */
    @Operation
    public void put() {
        long version = this.versions.begin(KEY);
        int value = this.server.incrementAndGet();
        this.versions.store(KEY, value, version);
        this.returned.accumulateAndGet(value, Math::max);
    }

    /** Evicts the value, first at the server. */
    @Operation
    public void evict() {
        int value = this.server.incrementAndGet();
        this.versions.remove(KEY);
        this.returned.accumulateAndGet(value, Math::max);
    }

    /** A message of another process, which may be late. */
    @Operation
    public void changedElsewhere() {
        this.server.incrementAndGet();
        this.versions.changed(KEY);
    }

    /** Messages may have been lost. */
    @Operation
    public void allChanged() {
        this.versions.allChanged();
    }

    @Test
    void noReadHasAValueFromBeforeAChangeThatHasReturned() {
        new ModelCheckingOptions().iterations(SCENARIOS)
            .invocationsPerIteration(INTERLEAVINGS)
            .threads(3)
            .actorsPerThread(2)
            .actorsBefore(1)
            .actorsAfter(1)
            .sequentialSpecification(Fresh.class)
            .check(KeyVersionsInterleavingTests.class);
    }

    /** The model. */
    public static final class Fresh {

        public boolean readsNoOlderValue() {
            return true;
        }

        public void put() {
            // No read may tell.
        }

        public void evict() {
            // No read may tell.
        }

        public void changedElsewhere() {
            // No read may tell.
        }

        public void allChanged() {
            // No read may tell.
        }

    }

}

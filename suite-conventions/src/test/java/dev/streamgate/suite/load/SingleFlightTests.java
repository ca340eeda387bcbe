/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Interleavings of threads on {@link SingleFlight}, enumerated by Lincheck, which also
 * finds callers that wait without end: one load of a key runs at a time, uncached values
 * are not older than the call, and cached ones are loaded once.
 * {@code -Dstreamgate.test.histories=N} checks N times as many scenarios.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
public class SingleFlightTests {

    private static final int SCENARIOS = 5 * Integer.getInteger("streamgate.test.histories", 1);

    private static final int INTERLEAVINGS = 150;

    private final SingleFlight<Integer, Integer> uncached = SingleFlight.uncached();

    private final SingleFlight<Integer, Integer> cached = SingleFlight.cached(new ConcurrentHashMap<>());

    private final AtomicInteger[] running = counters();

    private final AtomicInteger[] loads = counters();

    private final AtomicInteger[] returned = counters();

    private final AtomicInteger[] cachedLoads = counters();

    private static AtomicInteger[] counters() {
        return new AtomicInteger[] { new AtomicInteger(), new AtomicInteger(), new AtomicInteger() };
    }

    /** Whether a value is from a load that had not returned to a caller before. */
    @Operation
    public boolean loadsFresh(@Param(name = "key") int key) {
        return isFresh(key, () -> this.loads[key].incrementAndGet());
    }

    /** Whether a call whose load fails fails, or shares the value of another load. */
    @Operation
    public boolean failsOrLoadsFresh(@Param(name = "key") int key) {
        return isFresh(key, () -> {
            throw new UnsupportedOperationException();
        });
    }

    /** Whether a call whose load ends with an error does no harm to others. */
    @Operation
    public boolean endsOrLoadsFresh(@Param(name = "key") int key) {
        try {
            return isFresh(key, () -> {
                throw new StackOverflowError();
            });
        }
        catch (StackOverflowError ex) {
            return true;
        }
    }

    /** Whether a cached value is the first that was loaded. */
    @Operation
    public boolean loadsOnce(@Param(name = "key") int key) {
        return this.cached.get(key, () -> this.cachedLoads[key].incrementAndGet()) == 1;
    }

    private boolean isFresh(int key, Supplier<Integer> loader) {
        int before = this.returned[key].get();
        try {
            int value = this.uncached.get(key, () -> {
                int others = this.running[key].getAndIncrement();
                try {
                    return (others == 0) ? loader.get() : Integer.valueOf(-1);
                }
                finally {
                    this.running[key].decrementAndGet();
                }
            });
            this.returned[key].accumulateAndGet(value, Math::max);
            return value > before;
        }
        catch (UnsupportedOperationException | IllegalStateException ex) {
            return true;
        }
    }

    @Test
    void everyInterleavingSharesLoadsAndEnds() {
        new ModelCheckingOptions().iterations(SCENARIOS)
            .invocationsPerIteration(INTERLEAVINGS)
            .threads(3)
            .actorsPerThread(2)
            .actorsBefore(0)
            .actorsAfter(1)
            .sequentialSpecification(AlwaysTrue.class)
            .check(SingleFlightTests.class);
    }

    /** The model. */
    public static final class AlwaysTrue {

        public boolean loadsFresh(int key) {
            return true;
        }

        public boolean failsOrLoadsFresh(int key) {
            return true;
        }

        public boolean endsOrLoadsFresh(int key) {
            return true;
        }

        public boolean loadsOnce(int key) {
            return true;
        }

    }

}

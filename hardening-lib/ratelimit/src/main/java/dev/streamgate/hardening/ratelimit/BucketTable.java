/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The buckets of one plan, in a table of fixed size. A bucket is a slot of 64 bits: a tag
 * of 24 bits of the key's hash, and 40 bits of its theoretical arrival time (TAT, see
 * {@link Gcra}). The hash selects a set of eight slots, one of which holds the bucket.
 * <p>
 * A key without a bucket takes over the slot of its set with the earliest TAT, and
 * inherits that TAT. Usually it has passed: a full bucket is equivalent to a free slot.
 * When all eight buckets of the set are in use, the new key inherits the consumed tokens
 * of the key that it evicts. TATs of a set never decrease, so an evicted key that returns
 * finds at least its own TAT, and no key exceeds its plan however many keys a client
 * invents. (This is the "space saving" algorithm of Metwally et al., 2005.) It is also
 * why a compare-and-set suffices for concurrency: two requests with the same new key
 * choose the same slot, and the one whose compare-and-set fails finds its key there.
 * <p>
 * Two keys with the same set and tag share a bucket. The hash has a secret key, so
 * collisions cannot be constructed.
 */
final class BucketTable {

    /**
     * Result of {@link #tryConsume} when the plan has been replaced, and this table with
     * it.
     */
    static final long MOVED = Long.MIN_VALUE;

    private static final int WAYS = 8;

    private static final int TIME_BITS = 40;

    private static final long TIME_MASK = (1L << TIME_BITS) - 1;

    private static final long FREE = 0;

    private static final long FROZEN = -1;

    /** TATs are comparable within half of the range of 40 bits; this is half of that. */
    private static final long SWEEP_PERIOD = 1L << (TIME_BITS - 2);

    private final AtomicLongArray slots;

    private final int setMask;

    private final Gcra gcra;

    private final LongAdder evictions;

    private volatile long nextSweep;

    BucketTable(int maxBuckets, Gcra gcra, long nanos) {
        this(new AtomicLongArray(WAYS * Integer.highestOneBit(Math.max(1, (maxBuckets + WAYS - 1) / WAYS * 2 - 1))),
                gcra, nanos, new LongAdder());
    }

    private BucketTable(AtomicLongArray slots, Gcra gcra, long nanos, LongAdder evictions) {
        this.slots = slots;
        this.setMask = slots.length() / WAYS - 1;
        this.gcra = gcra;
        this.evictions = evictions;
        this.nextSweep = gcra.ticks(nanos) + SWEEP_PERIOD;
    }

    /**
     * Tries to consume a token.
     * @param hash the hash of the key
     * @param nanos the time, never negative; from the same clock in all calls
     * @return when a token was consumed, the ticks until the bucket is full; when not,
     * the negated ticks until the next token; or {@link #MOVED}
     */
    long tryConsume(long hash, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.nextSweep) {
            sweep(now);
        }
        long tag = tag(hash);
        int first = ((int) hash & this.setMask) * WAYS;
        while (true) {
            int chosen = first;
            long slot = FREE;
            long ticksToFull = Long.MAX_VALUE;
            boolean found = false;
            for (int i = first; i < first + WAYS && !found; i++) {
                long candidate = this.slots.get(i);
                if (candidate == FROZEN) {
                    return MOVED;
                }
                long candidateTicks = ticksToFull(candidate, now);
                found = candidate != FREE && (candidate & ~TIME_MASK) == tag;
                if (found || candidateTicks < ticksToFull) {
                    chosen = i;
                    slot = candidate;
                    ticksToFull = candidateTicks;
                }
            }
            long consumed = Math.max(0, ticksToFull) + this.gcra.emissionInterval();
            if (consumed > this.gcra.burstTolerance()) {
                return this.gcra.burstTolerance() - consumed;
            }
            if (this.slots.compareAndSet(chosen, slot, tag | (now + consumed & TIME_MASK))) {
                if (!found && ticksToFull > 0) {
                    this.evictions.increment();
                }
                return consumed;
            }
        }
    }

    /**
     * Moves the buckets to a table for another plan, where each lacks as many tokens as
     * here. From then on this table returns {@link #MOVED}.
     */
    BucketTable moveTo(Gcra plan, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.nextSweep) {
            sweep(now);
        }
        BucketTable next = new BucketTable(new AtomicLongArray(this.slots.length()), plan, nanos, this.evictions);
        long start = plan.ticks(nanos);
        for (int i = 0; i < this.slots.length(); i++) {
            long slot = this.slots.getAndSet(i, FROZEN);
            long ticksToFull = ticksToFull(slot, now);
            if (ticksToFull > 0) {
                double tokens = (double) ticksToFull / this.gcra.emissionInterval();
                long consumed = (long) Math.ceil(tokens * plan.emissionInterval());
                next.slots.set(i, slot & ~TIME_MASK | (start + consumed & TIME_MASK));
            }
        }
        return next;
    }

    Gcra gcra() {
        return this.gcra;
    }

    /** The number of buckets that are not full. Reads the whole table. */
    long bucketsInUse(long nanos) {
        long now = this.gcra.ticks(nanos);
        long count = 0;
        for (int i = 0; i < this.slots.length(); i++) {
            if (ticksToFull(this.slots.get(i), now) > 0) {
                count++;
            }
        }
        return count;
    }

    /** The number of buckets that were evicted while they were not full. */
    long evictions() {
        return this.evictions.sum();
    }

    /**
     * Advances the TATs of full buckets to now, before 40 bits no longer distinguish the
     * past from the future. When no request came for another whole period, all buckets
     * are full.
     */
    private synchronized void sweep(long now) {
        long due = this.nextSweep;
        if (now < due) {
            return;
        }
        boolean allFull = now - due >= SWEEP_PERIOD;
        for (int i = 0; i < this.slots.length(); i++) {
            long slot = this.slots.get(i);
            if (slot != FREE && slot != FROZEN && (allFull || ticksToFull(slot, now) < 0)) {
                this.slots.compareAndSet(i, slot, slot & ~TIME_MASK | (now & TIME_MASK));
            }
        }
        this.nextSweep = now + SWEEP_PERIOD;
    }

    /** Never zero and never all ones, which mark free and frozen slots. */
    private static long tag(long hash) {
        long bits = hash >>> TIME_BITS;
        return ((bits == 0 || bits == FROZEN >>> TIME_BITS) ? 1 : bits) << TIME_BITS;
    }

    /** Ticks from now to the TAT of a slot; negative when it has passed. */
    private static long ticksToFull(long slot, long now) {
        return (slot == FREE || slot == FROZEN) ? Long.MIN_VALUE
                : ((slot - now) << (Long.SIZE - TIME_BITS)) >> (Long.SIZE - TIME_BITS);
    }

}

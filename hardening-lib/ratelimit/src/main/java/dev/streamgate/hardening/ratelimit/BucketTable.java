/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The buckets of one plan, in a table that doubles up to a bound. A bucket is a slot of
 * 64 bits: a tag of 24 bits of the key's hash, and 40 bits of its theoretical arrival
 * time (TAT, see {@link Gcra}). The hash selects a set of 32 slots and the slot of the
 * set where the search for the key begins, so most buckets are found in one cache line. A
 * check of a known key is one compare-and-set.
 * <p>
 * A new key takes the first slot that is free or whose bucket is full, which is
 * equivalent to a free one. When all buckets of its set are in use, the table doubles. At
 * its bound, where it has two slots for each client of the bound, the new key takes over
 * the slot with the earliest TAT and inherits that TAT, hence the consumed tokens of the
 * key that it evicts. TATs of a set never decrease, so an evicted key that returns finds
 * at least its own TAT, and no key exceeds its plan however many keys a client invents.
 * (This is the "space saving" algorithm of Metwally et al., 2005.) With as many clients
 * as the bound, sets have 16 of them on average, and one client in 65 000 finds a set
 * with 32 others (Poisson distribution).
 * <p>
 * New keys of a set are inserted one at a time, so that two requests cannot create two
 * buckets for one key. A slot that was used never becomes free again, so a search can end
 * at a free slot.
 * <p>
 * Two keys with the same set and tag share a bucket: one client in 65 000 at the bound,
 * fewer below it. The hash has a secret key, so collisions cannot be constructed.
 */
final class BucketTable {

    /**
     * Result of {@link #tryConsume} when the buckets have been moved to another table.
     */
    static final long MOVED = Long.MIN_VALUE;

    /**
     * Result of {@link #tryConsume} when the buckets need a larger table, see
     * {@link #grow}.
     */
    static final long FULL = Long.MIN_VALUE + 1;

    private static final int WAYS = 32;

    private static final int SLOTS_PER_BUCKET = 2;

    private static final int MAX_DOUBLINGS = 4;

    private static final int TIME_BITS = 40;

    private static final long TIME_MASK = (1L << TIME_BITS) - 1;

    /** The bits of a tag that select the first slot of a search; doublings use others. */
    private static final int WAY_BITS = Integer.numberOfTrailingZeros(WAYS);

    private static final long FREE = 0;

    private static final long FROZEN = -1;

    /** TATs are comparable within half of the range of 40 bits; this is half of that. */
    private static final long SWEEP_PERIOD = 1L << (TIME_BITS - 2);

    private static final int LOCKS = 64;

    private final AtomicLongArray slots;

    /** The number of sets before the first doubling. */
    private final int baseSets;

    private final int doublings;

    private final int maxDoublings;

    private final Gcra gcra;

    private final LongAdder evictions;

    private final Object[] insertionLocks = new Object[LOCKS];

    private volatile long nextSweep;

    /**
     * Creates an empty table.
     * @param maxBuckets the number of clients whose buckets the table keeps apart when it
     * has grown to its bound of 16 bytes each
     * @param nanos the time, as in {@link #tryConsume}
     */
    static BucketTable create(int maxBuckets, Gcra gcra, long nanos) {
        int maxSets = Math.max(1, ceilDiv(maxBuckets, WAYS / SLOTS_PER_BUCKET));
        int maxDoublings = Math.min(MAX_DOUBLINGS, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(maxSets));
        int baseSets = ceilDiv(maxSets, 1 << maxDoublings);
        return new BucketTable(baseSets, 0, maxDoublings, gcra, nanos, new LongAdder());
    }

    private BucketTable(int baseSets, int doublings, int maxDoublings, Gcra gcra, long nanos, LongAdder evictions) {
        this.slots = new AtomicLongArray((baseSets << doublings) * WAYS);
        this.baseSets = baseSets;
        this.doublings = doublings;
        this.maxDoublings = maxDoublings;
        this.gcra = gcra;
        this.evictions = evictions;
        this.nextSweep = gcra.ticks(nanos) + SWEEP_PERIOD;
        Arrays.setAll(this.insertionLocks, (i) -> new Object());
    }

    /**
     * Tries to consume a token.
     * @param hash the hash of the key
     * @param nanos the time, never negative; from the same clock in all calls
     * @return when a token was consumed, the ticks until the bucket is full; when not,
     * the negated ticks until the next token; or {@link #MOVED} or {@link #FULL}
     */
    long tryConsume(long hash, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.nextSweep) {
            sweep(now);
        }
        long tag = tag(hash);
        int first = firstSlot((int) ((hash & 0xffff_ffffL) * this.baseSets >>> Integer.SIZE), tag);
        int way = way(tag);
        for (int n = 0; n < WAYS; n++) {
            int index = first + (way + n & WAYS - 1);
            long slot = this.slots.get(index);
            while ((slot & ~TIME_MASK) == tag) {
                long consumed = Math.max(0, ticksToFull(slot, now)) + this.gcra.emissionInterval();
                if (consumed > this.gcra.burstTolerance()) {
                    return this.gcra.burstTolerance() - consumed;
                }
                if (this.slots.compareAndSet(index, slot, tag | (now + consumed & TIME_MASK))) {
                    return consumed;
                }
                slot = this.slots.get(index);
            }
            if (slot == FREE) {
                break;
            }
        }
        synchronized (this.insertionLocks[first / WAYS % LOCKS]) {
            return insert(tag, first, now);
        }
    }

    /** Consumes a token of a key that may have no bucket yet. */
    private long insert(long tag, int first, long now) {
        int way = way(tag);
        while (true) {
            int chosen = first;
            long slot = FREE;
            long ticksToFull = Long.MAX_VALUE;
            boolean found = false;
            for (int n = 0; n < WAYS && !found; n++) {
                int index = first + (way + n & WAYS - 1);
                long candidate = this.slots.get(index);
                if (candidate == FROZEN) {
                    return MOVED;
                }
                long candidateTicks = Math.max(0, ticksToFull(candidate, now));
                found = candidate != FREE && (candidate & ~TIME_MASK) == tag;
                if (found || candidateTicks < ticksToFull) {
                    chosen = index;
                    slot = candidate;
                    ticksToFull = candidateTicks;
                }
                if (candidate == FREE) {
                    break;
                }
            }
            boolean evicts = !found && ticksToFull > 0;
            if (evicts && this.doublings < this.maxDoublings) {
                return FULL;
            }
            long consumed = ticksToFull + this.gcra.emissionInterval();
            if (consumed > this.gcra.burstTolerance()) {
                return this.gcra.burstTolerance() - consumed;
            }
            if (this.slots.compareAndSet(chosen, slot, tag | (now + consumed & TIME_MASK))) {
                if (evicts) {
                    this.evictions.increment();
                }
                return consumed;
            }
        }
    }

    /**
     * Moves the buckets to a table of twice the size. From then on this table returns
     * {@link #MOVED}.
     */
    BucketTable grow(long nanos) {
        return moveTo(this.doublings + 1, this.gcra, nanos);
    }

    /**
     * Moves the buckets to a table for another plan, where each lacks as many tokens as
     * here. From then on this table returns {@link #MOVED}.
     */
    BucketTable moveTo(Gcra plan, long nanos) {
        return moveTo(this.doublings, plan, nanos);
    }

    private BucketTable moveTo(int nextDoublings, Gcra plan, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.nextSweep) {
            sweep(now);
        }
        BucketTable next = new BucketTable(this.baseSets, nextDoublings, this.maxDoublings, plan, nanos,
                this.evictions);
        long start = plan.ticks(nanos);
        for (int i = 0; i < this.slots.length(); i++) {
            long slot = this.slots.getAndSet(i, FROZEN);
            long ticksToFull = ticksToFull(slot, now);
            if (ticksToFull > 0) {
                long consumed = plan.equals(this.gcra) ? ticksToFull : (long) Math
                    .ceil((double) ticksToFull / this.gcra.emissionInterval() * plan.emissionInterval());
                next.add(i / WAYS % this.baseSets, slot & ~TIME_MASK, start + consumed);
            }
        }
        return next;
    }

    /** Adds a bucket to this table, which no other thread knows yet. */
    private void add(int baseSet, long tag, long arrival) {
        int first = firstSlot(baseSet, tag);
        int n = way(tag);
        while (this.slots.getPlain(first + (n & WAYS - 1)) != FREE) {
            n++;
        }
        this.slots.setPlain(first + (n & WAYS - 1), tag | (arrival & TIME_MASK));
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

    /** The memory of the slots. */
    long sizeInBytes() {
        return (long) this.slots.length() * Long.BYTES;
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

    /**
     * The first slot of a set. Each doubling uses one more bit of the tag, so a slot has
     * all bits of the hash that a move needs.
     */
    private int firstSlot(int baseSet, long tag) {
        int doubled = (int) (tag >>> TIME_BITS + WAY_BITS) & (1 << this.doublings) - 1;
        return (doubled * this.baseSets + baseSet) * WAYS;
    }

    /** The slot of a set where the search for a key begins. */
    private static int way(long tag) {
        return (int) (tag >>> TIME_BITS) & WAYS - 1;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
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

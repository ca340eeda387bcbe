/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The buckets of one plan, in memory that is taken once and never grows. A bucket is one
 * 64-bit word: 24 bits of the client's hash and 40 bits of the time at which its debt is
 * paid off. A client's hash names a set of eight words, and its bucket is in one of them.
 * <p>
 * A newcomer takes the word with the least debt of its set and inherits that debt. In
 * practice it is none: a bucket that is full again is as good as a free word. When eight
 * debtors share a set the newcomer pays for the one it drives out, so no client ever gets
 * more than its plan says, however many clients are invented: the times of a set only
 * ever grow, so whoever was driven out and comes back owes at least what it owed. (This
 * is the "space saving" of Metwally et al., 2005.) That times only grow is also why a
 * plain compare-and-set is enough for threads: two that bring the same newcomer choose
 * the same word, and one of them fails and finds it there.
 * <p>
 * Two clients with the same set and the same 24 bits share a bucket; the hash has a
 * secret key, so nobody can bring that about.
 */
final class BucketTable {

    /** Answer of {@link #tryConsume}: the plan has changed, use the present table. */
    static final long MOVED = Long.MIN_VALUE;

    private static final int WAYS = 8;

    private static final int TIME_BITS = 40;

    private static final long TIME_MASK = (1L << TIME_BITS) - 1;

    private static final long FREE = 0;

    private static final long FROZEN = -1;

    /** Times are told apart within half of the range of 40 bits; this is half of that. */
    private static final long SWEEP_PERIOD = 1L << (TIME_BITS - 2);

    private final AtomicLongArray words;

    private final int setMask;

    private final Gcra gcra;

    private final LongAdder evictions;

    private volatile long sweepAt;

    BucketTable(int clients, Gcra gcra, long nanos) {
        this(new AtomicLongArray(WAYS * Integer.highestOneBit(Math.max(1, (clients + WAYS - 1) / WAYS * 2 - 1))), gcra,
                nanos, new LongAdder());
    }

    private BucketTable(AtomicLongArray words, Gcra gcra, long nanos, LongAdder evictions) {
        this.words = words;
        this.setMask = words.length() / WAYS - 1;
        this.gcra = gcra;
        this.evictions = evictions;
        this.sweepAt = gcra.ticks(nanos) + SWEEP_PERIOD;
    }

    /**
     * Takes a token.
     * @param hash the client's hash
     * @param nanos the time, never negative; the same clock for all calls
     * @return the debt in ticks after the token was taken; where none was, the ticks
     * until there is one, negated; or {@link #MOVED}
     */
    long tryConsume(long hash, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.sweepAt) {
            sweep(now);
        }
        long mark = mark(hash);
        int base = ((int) hash & this.setMask) * WAYS;
        while (true) {
            int chosen = base;
            long word = FREE;
            long debt = Long.MAX_VALUE;
            boolean known = false;
            for (int i = base; i < base + WAYS && !known; i++) {
                long candidate = this.words.get(i);
                if (candidate == FROZEN) {
                    return MOVED;
                }
                long owed = debt(candidate, now);
                known = candidate != FREE && (candidate & ~TIME_MASK) == mark;
                if (known || owed < debt) {
                    chosen = i;
                    word = candidate;
                    debt = owed;
                }
            }
            long owed = Math.max(0, debt) + this.gcra.interval();
            if (owed > this.gcra.burst()) {
                return this.gcra.burst() - owed;
            }
            if (this.words.compareAndSet(chosen, word, mark | (now + owed & TIME_MASK))) {
                if (!known && debt > 0) {
                    this.evictions.increment();
                }
                return owed;
            }
        }
    }

    /**
     * Makes the table of another plan out of this one, which from then on answers
     * {@link #MOVED}. Every client owes the same number of tokens as before.
     */
    BucketTable moveTo(Gcra plan, long nanos) {
        long now = this.gcra.ticks(nanos);
        if (now >= this.sweepAt) {
            sweep(now);
        }
        BucketTable next = new BucketTable(new AtomicLongArray(this.words.length()), plan, nanos, this.evictions);
        long start = plan.ticks(nanos);
        for (int i = 0; i < this.words.length(); i++) {
            long word = this.words.getAndSet(i, FROZEN);
            long debt = debt(word, now);
            if (debt > 0) {
                double tokens = (double) debt / this.gcra.interval();
                long owed = (long) Math.ceil(tokens * plan.interval());
                next.words.set(i, word & ~TIME_MASK | (start + owed & TIME_MASK));
            }
        }
        return next;
    }

    Gcra gcra() {
        return this.gcra;
    }

    /** How many clients are in debt. Reads the whole table. */
    long debtors(long nanos) {
        long now = this.gcra.ticks(nanos);
        long count = 0;
        for (int i = 0; i < this.words.length(); i++) {
            if (debt(this.words.get(i), now) > 0) {
                count++;
            }
        }
        return count;
    }

    /** How many clients in debt had to give their word to another. */
    long evictions() {
        return this.evictions.sum();
    }

    /** Bytes that the buckets take. */
    long bytes() {
        return (long) this.words.length() * Long.BYTES;
    }

    /**
     * Brings the times of those who owe nothing up to now, before 40 bits no longer tell
     * the past from the future. When nobody has asked for as long as a whole period
     * beyond that, nobody owes anything.
     */
    private synchronized void sweep(long now) {
        long due = this.sweepAt;
        if (now < due) {
            return;
        }
        boolean overslept = now - due >= SWEEP_PERIOD;
        for (int i = 0; i < this.words.length(); i++) {
            long word = this.words.get(i);
            if (word != FREE && word != FROZEN && (overslept || debt(word, now) < 0)) {
                this.words.compareAndSet(i, word, word & ~TIME_MASK | (now & TIME_MASK));
            }
        }
        this.sweepAt = now + SWEEP_PERIOD;
    }

    private static long mark(long hash) {
        long bits = hash >>> TIME_BITS;
        return ((bits == 0 || bits == FROZEN >>> TIME_BITS) ? 1 : bits) << TIME_BITS;
    }

    /** Ticks until the debt is paid off; negative when that was in the past. */
    private static long debt(long word, long now) {
        return (word == FREE || word == FROZEN) ? Long.MIN_VALUE
                : ((word - now) << (Long.SIZE - TIME_BITS)) >> (Long.SIZE - TIME_BITS);
    }

}

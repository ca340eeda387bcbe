/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * Stores keys in the memory of this process, bounded in number and bytes. The oldest
 * responses give way to new ones, running claims do not: above the bound, new keys are
 * refused.
 */
class MemoryIdempotencyStore implements IdempotencyStore {

    private static final long MAX_BYTES = 64L << 20;

    private final Cache<String, Entry> entries;

    private final int maxEntries;

    MemoryIdempotencyStore(int maxEntries, Clock clock) {
        this.maxEntries = maxEntries;
        long minWeight = Math.max(1, MAX_BYTES / maxEntries);
        this.entries = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            // An entry without weight is not evicted.
            .weigher((String identity, Entry entry) -> (entry.response() != null)
                    ? (int) Math.max(minWeight, entry.bytes()) : 0)
            .expireAfter(Expiry
                .writing((String identity, Entry entry) -> Duration.between(clock.instant(), entry.expiresAt())))
            .ticker(() -> nanos(clock.instant()))
            .executor(Runnable::run)
            .build();
    }

    @Override
    public Claim claim(String identity, String fingerprint, Instant now, Duration claimTimeout) {
        if (isFull()) {
            this.entries.cleanUp();
        }
        if (isFull()) {
            throw new IllegalStateException(
                    "More than %d requests with idempotency keys are running".formatted(this.maxEntries));
        }
        Entry claimed = new Entry(fingerprint, UUID.randomUUID().toString(), null, now.plus(claimTimeout));
        Entry holder = this.entries.asMap()
            .compute(identity,
                    (key, present) -> (present == null || !now.isBefore(present.expiresAt())) ? claimed : present);
        return new Claim(holder.fingerprint(), claimed.owner().equals(holder.owner()) ? claimed.owner() : null,
                holder.response());
    }

    @Override
    public void complete(String identity, String owner, StoredResponse response, Instant expiresAt) {
        this.entries.asMap()
            .computeIfPresent(identity, (key, present) -> present.owner().equals(owner)
                    ? new Entry(present.fingerprint(), owner, response, expiresAt) : present);
    }

    @Override
    public void release(String identity, String owner) {
        this.entries.asMap()
            .computeIfPresent(identity,
                    (key, present) -> (present.owner().equals(owner) && present.response() == null) ? null : present);
    }

    /** Of so many entries, at most the half are responses. */
    private boolean isFull() {
        return this.entries.estimatedSize() >= 2L * this.maxEntries;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    private record Entry(String fingerprint, String owner, @Nullable StoredResponse response, Instant expiresAt) {

        int bytes() {
            return 256 + ((this.response != null) ? this.response.body().length : 0);
        }

    }

}

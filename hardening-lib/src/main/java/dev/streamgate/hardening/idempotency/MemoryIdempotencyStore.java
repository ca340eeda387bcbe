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

/** Keeps keys in this process, bounded in number and bytes. They end with the process. */
class MemoryIdempotencyStore implements IdempotencyStore {

    private static final long MAX_BYTES = 64L << 20;

    private final Cache<String, Entry> entries;

    MemoryIdempotencyStore(int maxEntries, Clock clock) {
        long entryBytes = Math.max(1, MAX_BYTES / maxEntries);
        this.entries = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((String identity, Entry entry) -> (int) Math.max(entryBytes, entry.bytes()))
            .expireAfter(Expiry
                .writing((String identity, Entry entry) -> Duration.between(clock.instant(), entry.expiresAt())))
            .ticker(() -> nanos(clock.instant()))
            .executor(Runnable::run)
            .build();
    }

    @Override
    public Claim claim(String identity, String fingerprint, Instant now, Duration runningTimeout) {
        Entry mine = new Entry(fingerprint, UUID.randomUUID().toString(), null, now.plus(runningTimeout));
        Entry present = this.entries.asMap()
            .compute(identity, (key, other) -> (other == null || !now.isBefore(other.expiresAt())) ? mine : other);
        return new Claim(present.fingerprint(), mine.owner().equals(present.owner()) ? mine.owner() : null,
                present.reply());
    }

    @Override
    public void complete(String identity, String owner, StoredReply reply, Instant expiresAt) {
        this.entries.asMap()
            .computeIfPresent(identity, (key, present) -> present.owner().equals(owner)
                    ? new Entry(present.fingerprint(), owner, reply, expiresAt) : present);
    }

    @Override
    public void release(String identity, String owner) {
        this.entries.asMap()
            .computeIfPresent(identity,
                    (key, present) -> (present.owner().equals(owner) && present.reply() == null) ? null : present);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    private record Entry(String fingerprint, String owner, @Nullable StoredReply reply, Instant expiresAt) {

        int bytes() {
            return 256 + ((this.reply != null) ? this.reply.body().length : 0);
        }

    }

}

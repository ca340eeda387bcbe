/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.stereotype.Component;

/**
 * Running hashes of the uploads of this process. A missing hash (evicted, or another
 * process received the bytes) costs one pass over the complete file. Requires the lock of
 * the upload.
 */
@Component
public final class RunningHashes {

    private final Cache hashes;

    RunningHashes(CacheManager caches) {
        this.hashes = Objects.requireNonNull(caches.getCache("running-hashes"));
    }

    /**
     * Removes and returns the hash of exactly the first {@code offset} bytes;
     * {@code null} if absent. Only {@link #put} restores it, so that a failure leaves no
     * hash of unknown position.
     */
    @Nullable RunningHash takeAt(String id, long offset) {
        if (offset == 0) {
            // Without a lookup, so that a new upload does not count as a miss.
            this.hashes.evict(id);
            return RunningHash.empty();
        }
        RunningHash hash = take(id);
        return (hash.position() == offset) ? hash : null;
    }

    /** Keeps a hash until the upload grows or is verified. */
    public void put(String id, RunningHash hash) {
        this.hashes.put(id, hash);
    }

    /** Removes and returns the hash; the hash of no bytes if absent. */
    public RunningHash take(String id) {
        RunningHash hash = this.hashes.get(id, RunningHash.class);
        this.hashes.evict(id);
        return (hash != null) ? hash : RunningHash.empty();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.stereotype.Component;

/**
 * Hashes of uploads that are under way in this process. One that is missing (another
 * process took the bytes, or it was evicted) is made up for by reading the bytes once
 * when the upload is complete. Used by the holder of the upload's lock only.
 */
@Component
public final class RunningHashes {

    private final Cache hashes;

    RunningHashes(CacheManager caches) {
        this.hashes = Objects.requireNonNull(caches.getCache("running-hashes"));
    }

    /**
     * Takes out the hash of exactly the first {@code offset} bytes, if there is one. It
     * comes back by {@link #keep} only, so that one which a failure left in doubt is not
     * used again.
     */
    @Nullable RunningHash takeAt(String id, long offset) {
        if (offset == 0) {
            // Nothing to ask for, and no miss.
            this.hashes.evict(id);
            return RunningHash.empty();
        }
        RunningHash hash = take(id);
        return (hash.position() == offset) ? hash : null;
    }

    /** Keeps a hash until its upload grows or is complete. */
    public void keep(String id, RunningHash hash) {
        this.hashes.put(id, hash);
    }

    /** Takes the hash out: that of nothing where there is none. */
    public RunningHash take(String id) {
        RunningHash hash = this.hashes.get(id, RunningHash.class);
        this.hashes.evict(id);
        return (hash != null) ? hash : RunningHash.empty();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/**
 * Cached reads of single contents. Loads of a content are single-flight ({@code sync}),
 * evictions wait for a load in progress, and each eviction follows the commit of its
 * change, so that a load that started before a change cannot restore the old value after
 * it. Changes of other replicas are evicted by {@link ContentChangeListener}; while that
 * is disconnected nothing is cached.
 */
@Component
public class ContentCache {

    static final String NAME = "contents";

    private final ContentStore store;

    ContentCache(ContentStore store) {
        this.store = store;
    }

    /**
     * Returns a content.
     * @throws dev.streamgate.hardening.problem.ProblemException 404 for an unknown
     * content; this outcome is not cached
     */
    @Cacheable(cacheNames = NAME, sync = true, condition = "@contentChangeListener.isConnected()")
    public Content get(String id) {
        return this.store.find(id).orElseThrow(ContentAccess::notFound);
    }

    /** Evicts one content; called after the commit of its change. */
    @CacheEvict(NAME)
    public void evict(String id) {
        // The annotation evicts.
    }

    /** Evicts all contents. */
    @CacheEvict(cacheNames = NAME, allEntries = true)
    public void evictAll() {
        // The annotation evicts.
    }

}

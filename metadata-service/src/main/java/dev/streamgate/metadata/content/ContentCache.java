/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/**
 * Reads of single contents, cached. A load holds its key ({@code sync}) and an eviction
 * waits for it, and every eviction follows the commit of the change, so that a value read
 * before a change is never put back after it. Changes of other replicas come as
 * notifications; while those cannot be heard nothing is cached.
 */
@Component
public class ContentCache {

    private static final String CACHE = "contents";

    private final ContentStore store;

    ContentCache(ContentStore store) {
        this.store = store;
    }

    /**
     * Reads a content.
     * @throws dev.streamgate.hardening.problem.ProblemException 404 when there is none,
     * which is not remembered
     */
    @Cacheable(cacheNames = CACHE, sync = true, condition = "@contentChanges.heard()")
    public Content get(String id) {
        return this.store.find(id).orElseThrow(ContentAccess::missing);
    }

    /** Forgets one content; call it after the commit. */
    @CacheEvict(CACHE)
    public void forget(String id) {
        // The annotation does it.
    }

    /** Forgets everything. */
    @CacheEvict(cacheNames = CACHE, allEntries = true)
    public void forgetAll() {
        // The annotation does it.
    }

}

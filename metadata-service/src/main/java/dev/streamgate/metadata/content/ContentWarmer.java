/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.hardening.cache.CacheWarmer;
import dev.streamgate.hardening.problem.ProblemException;

/** Warms the cache with the published contents that changed last. */
@Component
class ContentWarmer implements CacheWarmer {

    private static final int MAX_CONTENTS = 500;

    private final JdbcClient jdbc;

    private final ContentCache cache;

    ContentWarmer(JdbcClient jdbc, ContentCache cache) {
        this.jdbc = jdbc;
        this.cache = cache;
    }

    @Override
    public String cache() {
        return ContentCache.NAME;
    }

    @Override
    public int warm() throws InterruptedException {
        List<String> ids = this.jdbc.sql("SELECT id FROM content WHERE state = ? ORDER BY updated_at DESC LIMIT ?")
            .params(ContentState.PUBLISHED.name(), MAX_CONTENTS)
            .query((row, number) -> row.getString(1))
            .list();
        int loaded = 0;
        for (String id : ids) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                this.cache.get(id);
                loaded++;
            }
            catch (ProblemException ex) {
                // Deleted since the query.
            }
        }
        return loaded;
    }

}

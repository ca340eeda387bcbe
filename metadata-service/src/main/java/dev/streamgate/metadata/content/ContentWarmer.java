/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.cache.CacheWarmer;
import dev.streamgate.hardening.problem.ProblemException;

/** Reads what viewers find first: the contents that were published or changed last. */
@Component
class ContentWarmer implements CacheWarmer {

    private static final int NEWEST = 500;

    private final JdbcClient jdbc;

    private final ContentCache cache;

    ContentWarmer(JdbcClient jdbc, ContentCache cache) {
        this.jdbc = jdbc;
        this.cache = cache;
    }

    @Override
    public String cache() {
        return "contents";
    }

    @Override
    public int warm() throws InterruptedException {
        List<String> ids = this.jdbc
            .sql("SELECT id FROM content WHERE state = 'PUBLISHED' ORDER BY updated_at DESC LIMIT :most")
            .param("most", NEWEST)
            .query((row, number) -> row.getString(1))
            .list();
        int read = 0;
        for (String id : ids) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                this.cache.get(id);
                read++;
            }
            catch (ProblemException ex) {
                // Deleted meanwhile.
            }
        }
        return read;
    }

}

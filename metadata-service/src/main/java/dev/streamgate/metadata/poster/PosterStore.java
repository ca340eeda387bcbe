/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code content_poster}. All methods join the current transaction. */
@Repository
public class PosterStore {

    private final JdbcClient jdbc;

    PosterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads a poster, a JPEG; empty without one. */
    public Optional<byte[]> find(String contentId) {
        return this.jdbc.sql("SELECT jpeg FROM content_poster WHERE content_id = ?")
            .param(contentId)
            .query(byte[].class)
            .optional();
    }

    void put(String contentId, byte[] jpeg) {
        this.jdbc.sql("""
                INSERT INTO content_poster (content_id, jpeg) VALUES (?, ?)
                ON CONFLICT (content_id) DO UPDATE SET jpeg = EXCLUDED.jpeg""").params(contentId, jpeg).update();
    }

    void delete(String contentId) {
        this.jdbc.sql("DELETE FROM content_poster WHERE content_id = ?").param(contentId).update();
    }

}

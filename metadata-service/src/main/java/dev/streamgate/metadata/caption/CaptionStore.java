/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.caption;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code content_caption}. All methods join the current transaction. */
@Repository
public class CaptionStore {

    private final JdbcClient jdbc;

    CaptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads captions as WebVTT; empty without captions in this language. */
    public Optional<String> find(String contentId, String language) {
        return this.jdbc.sql("SELECT vtt FROM content_caption WHERE content_id = ? AND language = ?")
            .params(contentId, language)
            .query(String.class)
            .optional();
    }

    void put(String contentId, String language, String vtt) {
        this.jdbc.sql("""
                INSERT INTO content_caption (content_id, language, vtt) VALUES (?, ?, ?)
                ON CONFLICT (content_id, language) DO UPDATE SET vtt = EXCLUDED.vtt""")
            .params(contentId, language, vtt)
            .update();
    }

    void delete(String contentId, String language) {
        this.jdbc.sql("DELETE FROM content_caption WHERE content_id = ? AND language = ?")
            .params(contentId, language)
            .update();
    }

}

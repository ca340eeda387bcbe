/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.gate;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.contracts.metadata.GateView;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentRows;

/** All versions of all gates: the table {@code gate_history}. */
@Repository
class GateStore {

    private final JdbcClient jdbc;

    private final ContentRows rows;

    GateStore(JdbcClient jdbc, ContentRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Stores the rule of a content under its version. */
    void add(Content content, String author, Instant now) {
        this.jdbc.sql("""
                INSERT INTO gate_history (content_id, version, rule, author, created_at)
                VALUES (:content, :version, :rule::jsonb, :author, :now)""")
            .param("content", content.id())
            .param("version", content.ruleVersion())
            .param("rule", this.rows.rule(content.rule()), Types.VARCHAR)
            .param("author", author)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    }

    /** Returns the current gate of a content. */
    GateView view(Content content) {
        Optional<GateView> set = this.jdbc
            .sql("SELECT author, created_at FROM gate_history WHERE content_id = ? AND version = ?")
            .params(content.id(), content.ruleVersion())
            .query((row, number) -> new GateView(content.id(), content.rule(), content.ruleVersion(),
                    row.getString("author"), row.getObject("created_at", OffsetDateTime.class).toInstant()))
            .optional();
        return set.orElseGet(() -> new GateView(content.id(), content.rule(), content.ruleVersion(), null, null));
    }

}

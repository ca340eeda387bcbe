/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.suite.postgres.RecordParameters;

/**
 * The tables {@code content} and {@code content_media}. All methods join the current
 * transaction.
 */
@Repository
class ContentStore {

    private static final String SELECT = "SELECT " + ContentRows.COLUMNS + " FROM " + ContentRows.TABLES
            + " WHERE id = :id";

    private final JdbcClient jdbc;

    private final ContentRows rows;

    ContentStore(JdbcClient jdbc, ContentRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<Content> find(String id) {
        return this.jdbc.sql(SELECT).param("id", id).query(this.rows).optional();
    }

    /** Reads a content and locks its row until the transaction ends. */
    Optional<Content> lock(String id) {
        return this.jdbc.sql(SELECT + " FOR UPDATE").param("id", id).query(this.rows).optional();
    }

    /** Returns whether the content was inserted: not if its id exists. */
    boolean insert(Content content) {
        boolean inserted = bind(
                """
                        INSERT INTO content (id, owner, title, description, tags, category, visibility, state, version,
                            access_version, rule, rule_version, source_size, captions, poster, created_at, updated_at)
                        VALUES (:id, :owner, :title, :description, :tags, :category, :visibility, :state, :version,
                            :accessVersion, :rule::jsonb, :ruleVersion, :sourceSize, :captions::jsonb, :poster::jsonb, :createdAt, :updatedAt)
                        ON CONFLICT (id) DO NOTHING""",
                content)
            .update() == 1;
        if (inserted) {
            this.jdbc.sql("INSERT INTO content_media (content_id) VALUES (?)").param(content.id()).update();
        }
        return inserted;
    }

    /** Writes only the rows of the tables in which the content differs. */
    void update(Content before, Content content) {
        if (!content.hasOnlyOtherMedia(before)) {
            bind("""
                    UPDATE content SET title = :title, description = :description, tags = :tags, category = :category,
                        visibility = :visibility, state = :state, version = :version, access_version = :accessVersion,
                        rule = :rule::jsonb, rule_version = :ruleVersion, source_size = :sourceSize,
                        captions = :captions::jsonb, poster = :poster::jsonb, updated_at = :updatedAt
                    WHERE id = :id""", content).update();
        }
        if (!content.media().equals(before.media())) {
            bind("""
                    UPDATE content_media SET media_sequence = :sequence, media_revision = :revision,
                        playable = :playable, progress = :progress, package_key = :packageKey, duration = :duration,
                        width = :width, height = :height, frame_rate = :frameRate, renditions = :renditions::jsonb,
                        error = :error, notes = :notes
                    WHERE content_id = :id""", content).update();
        }
    }

    void delete(String id, Instant now) {
        this.jdbc.sql("DELETE FROM content WHERE id = ?").param(id).update();
        this.jdbc.sql("DELETE FROM content_source WHERE content_id = ?").param(id).update();
        this.jdbc.sql("INSERT INTO content_tombstone (id, deleted_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
            .params(id, now.atOffset(ZoneOffset.UTC))
            .update();
    }

    boolean wasDeleted(String id) {
        return this.jdbc.sql("SELECT 1 FROM content_tombstone WHERE id = ?")
            .param(id)
            .query(Integer.class)
            .optional()
            .isPresent();
    }

    private JdbcClient.StatementSpec bind(String sql, Content content) {
        return this.jdbc.sql(sql)
            .paramSource(new RecordParameters(content, content.text(), content.media())
                .addValue("rule", this.rows.rule(content.rule()))
                .addValue("notes", Objects.requireNonNullElse(content.media().notes(), List.of()))
                .addValue("renditions", this.rows.renditions(content.media().renditions()))
                .addValue("poster", this.rows.poster(content.poster()))
                .addValue("captions", this.rows.captions(content.captions())));
    }

}

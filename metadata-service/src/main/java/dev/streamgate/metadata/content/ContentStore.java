/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code content}. All methods join the current transaction. */
@Repository
class ContentStore {

    private static final String SELECT = "SELECT " + ContentRows.COLUMNS + " FROM content WHERE id = :id";

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
        return bind("""
                INSERT INTO content (id, owner, title, description, tags, category, visibility, state, version,
                    access_version, rule, rule_version, source_size, media_sequence, playable, progress, package_key,
                    duration, width, height, frame_rate, renditions, error, created_at, updated_at)
                VALUES (:id, :owner, :title, :description, :tags, :category, :visibility, :state, :version,
                    :accessVersion, :rule::jsonb, :ruleVersion, :sourceSize, :sequence, :playable, :progress,
                    :packageKey, :duration, :width, :height, :frameRate, :renditions::jsonb, :error, :createdAt,
                    :updatedAt)
                ON CONFLICT (id) DO NOTHING""", content).update() == 1;
    }

    void update(Content content) {
        bind("""
                UPDATE content SET title = :title, description = :description, tags = :tags, category = :category,
                    visibility = :visibility, state = :state, version = :version, access_version = :accessVersion,
                    rule = :rule::jsonb, rule_version = :ruleVersion, source_size = :sourceSize,
                    media_sequence = :sequence, playable = :playable, progress = :progress, package_key = :packageKey,
                    duration = :duration, width = :width, height = :height, frame_rate = :frameRate,
                    renditions = :renditions::jsonb, error = :error, updated_at = :updatedAt
                WHERE id = :id""", content).update();
    }

    void delete(String id, Instant now) {
        this.jdbc.sql("DELETE FROM content WHERE id = :id").param("id", id).update();
        this.jdbc.sql("INSERT INTO content_tombstone (id, deleted_at) VALUES (:id, :now) ON CONFLICT (id) DO NOTHING")
            .param("id", id)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    }

    boolean wasDeleted(String id) {
        return this.jdbc.sql("SELECT 1 FROM content_tombstone WHERE id = :id")
            .param("id", id)
            .query(Integer.class)
            .optional()
            .isPresent();
    }

    private JdbcClient.StatementSpec bind(String sql, Content content) {
        ContentText text = content.text();
        Content.Media media = content.media();
        return this.jdbc.sql(sql)
            .param("id", content.id())
            .param("owner", content.owner())
            .param("title", text.title())
            .param("description", text.description(), Types.VARCHAR)
            .param("tags", text.tags().toArray(String[]::new), Types.ARRAY)
            .param("category", text.category(), Types.VARCHAR)
            .param("visibility", content.visibility().name())
            .param("state", content.state().name())
            .param("version", content.version())
            .param("accessVersion", content.accessVersion())
            .param("rule", this.rows.rule(content.rule()), Types.VARCHAR)
            .param("ruleVersion", content.ruleVersion())
            .param("sourceSize", content.sourceSize(), Types.BIGINT)
            .param("sequence", media.sequence())
            .param("playable", media.playable())
            .param("progress", media.progress())
            .param("packageKey", media.packageKey(), Types.VARCHAR)
            .param("duration", media.duration(), Types.DOUBLE)
            .param("width", media.width(), Types.INTEGER)
            .param("height", media.height(), Types.INTEGER)
            .param("frameRate", media.frameRate(), Types.DOUBLE)
            .param("renditions", this.rows.renditions(media.renditions()))
            .param("error", media.error(), Types.VARCHAR)
            .param("createdAt", content.createdAt().atOffset(ZoneOffset.UTC))
            .param("updatedAt", content.updatedAt().atOffset(ZoneOffset.UTC));
    }

}

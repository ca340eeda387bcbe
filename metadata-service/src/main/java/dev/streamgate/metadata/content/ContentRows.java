/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.metadata.CaptionView;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.GateRule;
import dev.streamgate.contracts.metadata.PosterView;
import dev.streamgate.contracts.metadata.RenditionView;
import dev.streamgate.contracts.metadata.Visibility;

/**
 * Maps rows of the tables {@code content} and {@code content_media}, JSON columns
 * included.
 */
@Component
public class ContentRows implements RowMapper<Content> {

    /** All columns that are mapped: all but the search vector. */
    public static final String COLUMNS = """
            id, owner, title, description, tags, category, visibility, state, version, access_version, rule,
            rule_version, source_size, media_sequence, media_revision, playable, progress, package_key, duration, width, height,
            frame_rate, renditions, error, notes, captions, poster, created_at, updated_at""";

    /** The tables of the columns. */
    public static final String TABLES = "content JOIN content_media ON content_id = id";

    private static final TypeReference<List<RenditionView>> RENDITIONS = new TypeReference<>() {
    };

    private static final TypeReference<List<CaptionView>> CAPTIONS = new TypeReference<>() {
    };

    private final JsonMapper json;

    ContentRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Content mapRow(ResultSet row, int number) throws SQLException {
        var text = new ContentText(row.getString("title"), row.getString("description"), tags(row),
                row.getString("category"));
        var media = new Content.Media(row.getLong("media_sequence"), row.getLong("media_revision"),
                row.getBoolean("playable"), row.getDouble("progress"), row.getString("package_key"),
                row.getObject("duration", Double.class), row.getObject("width", Integer.class),
                row.getObject("height", Integer.class), row.getObject("frame_rate", Double.class),
                this.json.readValue(row.getString("renditions"), RENDITIONS), row.getString("error"),
                List.of((String[]) row.getArray("notes").getArray()));
        return new Content(row.getString("id"), row.getString("owner"), text,
                Visibility.valueOf(row.getString("visibility")), ContentState.valueOf(row.getString("state")),
                row.getLong("version"), row.getLong("access_version"), rule(row.getString("rule")),
                row.getLong("rule_version"), row.getObject("source_size", Long.class), media,
                this.json.readValue(row.getString("captions"), CAPTIONS), poster(row.getString("poster")),
                instant(row, "created_at"), instant(row, "updated_at"));
    }

    String captions(List<CaptionView> captions) {
        return this.json.writeValueAsString(captions);
    }

    @Nullable String poster(@Nullable PosterView poster) {
        return (poster != null) ? this.json.writeValueAsString(poster) : null;
    }

    private @Nullable PosterView poster(@Nullable String stored) {
        return (stored != null) ? this.json.readValue(stored, PosterView.class) : null;
    }

    String renditions(List<RenditionView> renditions) {
        return this.json.writeValueAsString(renditions);
    }

    /** Writes a rule as JSON with its type; {@code null} for {@code null}. */
    public @Nullable String rule(@Nullable GateRule rule) {
        return (rule != null) ? this.json.writerFor(GateRule.class).writeValueAsString(rule) : null;
    }

    private @Nullable GateRule rule(@Nullable String stored) {
        return (stored != null) ? this.json.readValue(stored, GateRule.class) : null;
    }

    private static List<String> tags(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("tags").getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentRows;
import dev.streamgate.metadata.content.ContentAccess;

/**
 * Lists contents as a viewer may see them. Pages continue after the last item's key, so
 * they cost the same however deep they are and skip nothing while others write.
 */
@Repository
class ContentSearch {

    /** Simple words or English stems, as the column {@code search} holds both. */
    private static final String TSQUERY = "(websearch_to_tsquery('simple', :text) || websearch_to_tsquery('english', :text))";

    private static final String VISIBLE = "(owner = :viewer OR (state = 'PUBLISHED' AND visibility <> 'PRIVATE'))";

    private final JdbcClient jdbc;

    private final ContentRows rows;

    private final Cursors cursors;

    ContentSearch(JdbcClient jdbc, ContentRows rows, Cursors cursors) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.cursors = cursors;
    }

    Page<ContentView> page(ContentQuery query, @Nullable String cursor, ContentAccess viewer) {
        String list = query.fingerprint(viewer.id());
        Map<String, Object> values = new HashMap<>();
        String matches = matches(query, viewer, values);
        String after = "";
        if (cursor != null && !cursor.isBlank()) {
            Cursors.Position position = this.cursors.read(cursor, list);
            values.put("key", position.key());
            values.put("id", position.id());
            after = " WHERE " + query.sort().after();
        }
        values.put("limit", query.limit() + 1);
        List<Row> found = this.jdbc
            .sql("SELECT *, %s AS sort_key FROM (%s) AS matches%s ORDER BY %s LIMIT :limit"
                .formatted(query.sort().key(), matches, after, query.sort().order()))
            .params(values)
            .query((row, number) -> new Row(this.rows.mapRow(row, number), row.getString("sort_key")))
            .list();
        return page(query, found, list);
    }

    private static String matches(ContentQuery query, ContentAccess viewer, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        if (!viewer.seesAll()) {
            conditions.add(VISIBLE);
            values.put("viewer", (viewer.id() != null) ? viewer.id() : "");
        }
        add(conditions, values, "tags @> ARRAY[:tag]::text[]", "tag", query.tag());
        add(conditions, values, "lower(category) = lower(:category)", "category", query.category());
        add(conditions, values, "state = :state", "state", (query.state() != null) ? query.state().name() : null);
        add(conditions, values, "owner = :owner", "owner", query.owner());
        add(conditions, values, "search @@ " + TSQUERY, "text", query.text());
        String rank = (query.text() != null) ? ", ts_rank(search, " + TSQUERY + ") AS rank" : "";
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return "SELECT " + ContentRows.COLUMNS + rank + " FROM content" + where;
    }

    private static void add(List<String> conditions, Map<String, Object> values, String condition, String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private Page<ContentView> page(ContentQuery query, List<Row> found, String list) {
        boolean more = found.size() > query.limit();
        List<Row> shown = more ? found.subList(0, query.limit()) : found;
        List<ContentView> items = shown.stream().map((row) -> row.content().view()).toList();
        if (!more) {
            return new Page<>(items, null);
        }
        Row last = shown.getLast();
        return new Page<>(items, this.cursors.write(new Cursors.Position(last.sortKey(), last.content().id()), list));
    }

    /**
     * A content with the key that it is sorted by.
     *
     * @param content the content
     * @param sortKey the key as text
     */
    private record Row(Content content, String sortKey) {
    }

}

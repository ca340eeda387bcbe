/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentAccess;
import dev.streamgate.metadata.content.ContentRows;
import dev.streamgate.suite.page.KeysetCursor;

/**
 * Lists the contents that a caller may read. Keyset pagination: the cost of a page does
 * not depend on its position, and concurrent inserts neither skip nor repeat items.
 */
@Repository
class ContentSearch {

    /** Matches unstemmed words and English stems; the column {@code search} has both. */
    private static final String TSQUERY = "(websearch_to_tsquery('simple', :text) || websearch_to_tsquery('english', :text))";

    private static final String READABLE = "(owner = :caller OR (state = :published AND visibility <> :private))";

    /** A minus that excludes nothing, since no word or phrase follows it. */
    private static final Pattern STRAY_MINUS = Pattern.compile("-(?!\"?[\\p{L}\\p{N}])");

    /**
     * PostgreSQL's parser fails with more than 32 operators that wait for an operand,
     * which a minus does before a character that it does not take for a letter.
     */
    private static final int MAX_MINUSES = 16;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final JdbcClient jdbc;

    private final ContentRows rows;

    ContentSearch(JdbcClient jdbc, ContentRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Page<ContentView> page(ContentQuery query, @Nullable String cursor, ContentAccess access) {
        String list = query.listName(access.id());
        Map<String, Object> values = new HashMap<>();
        String matches = matches(query, access, values);
        String after = "";
        KeysetCursor position = KeysetCursor.decode(cursor, list, 2);
        if (position != null) {
            values.put("key", query.sort().parameterValue(position));
            values.put("id", position.id(1, ID));
            after = " WHERE " + query.sort().afterCursor();
        }
        values.put("limit", query.limit() + 1);
        List<Row> found = this.jdbc
            .sql("SELECT *, %s AS sort_key FROM (%s) AS matches%s ORDER BY %s LIMIT :limit"
                .formatted(query.sort().keyColumn(), matches, after, query.sort().orderBy()))
            .params(values)
            .query((row, number) -> new Row(this.rows.mapRow(row, number), row.getString("sort_key")))
            .list();
        return page(query, found, list);
    }

    private static String matches(ContentQuery query, ContentAccess access, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        if (!access.readsAll()) {
            conditions.add(READABLE);
            values.put("caller", (access.id() != null) ? access.id() : "");
            values.put("published", ContentState.PUBLISHED.name());
            values.put("private", Visibility.PRIVATE.name());
        }
        add(conditions, values, "tags @> ARRAY[:tag]::text[]", "tag", query.tag());
        add(conditions, values, "lower(category) = lower(:category)", "category", query.category());
        add(conditions, values, "state = :state", "state", (query.state() != null) ? query.state().name() : null);
        add(conditions, values, "owner = :owner", "owner", query.owner());
        add(conditions, values, "search @@ " + TSQUERY, "text", (query.text() != null) ? parsable(query.text()) : null);
        String rank = (query.text() != null) ? ", ts_rank(search, " + TSQUERY + ") AS rank" : "";
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return "SELECT " + ContentRows.COLUMNS + rank + " FROM " + ContentRows.TABLES + where;
    }

    private static String parsable(String text) {
        String words = STRAY_MINUS.matcher(text).replaceAll(" ");
        int minuses = 0;
        for (int i = 0; i < words.length(); i++) {
            if (words.charAt(i) == '-' && ++minuses > MAX_MINUSES) {
                return words.substring(0, i) + words.substring(i).replace('-', ' ');
            }
        }
        return words;
    }

    private static void add(List<String> conditions, Map<String, Object> values, String condition, String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static Page<ContentView> page(ContentQuery query, List<Row> found, String list) {
        List<Row> items = found.subList(0, Math.min(query.limit(), found.size()));
        List<ContentView> views = items.stream().map((row) -> row.content().toView(false)).toList();
        if (found.size() <= query.limit()) {
            return new Page<>(views, null);
        }
        Content last = items.getLast().content();
        Object key = query.sort().cursorValue(last, items.getLast().sortKey());
        return new Page<>(views, KeysetCursor.encode(list, key, last.id()));
    }

    /**
     * A content with its sort key.
     *
     * @param content the content
     * @param sortKey the sort key as text
     */
    private record Row(Content content, String sortKey) {
    }

}

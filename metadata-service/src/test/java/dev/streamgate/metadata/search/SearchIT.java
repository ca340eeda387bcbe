/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class SearchIT {

    private static final String OPERATOR = TestTokens.user("op", "operator");

    private final MetadataClient client;

    @Autowired
    SearchIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void aWordInTheTitleOutranksOneInTheDescription() {
        String owner = "rank";
        String low = create(owner, Map.of("title", "Harbour", "description", "a zeppelin passes"));
        String high = create(owner, Map.of("title", "Zeppelin", "description", "over the harbour"));
        String middle = create(owner, Map.of("title", "Airship", "tags", List.of("zeppelin")));
        create(owner, Map.of("title", "Something else"));
        assertThat(ids(list("?q=zeppelin", owner))).containsExactly(high, middle, low);
    }

    @Test
    void ownersFindTheirOwnContentsAsMe() {
        String own = create("me-caller", Map.of("title", "Own"));
        create("another", Map.of("title", "Foreign"));
        assertThat(ids(list("?owner=me", "me-caller"))).containsExactly(own);
    }

    @Test
    void wordsMatchByStemAndAsTyped() {
        String owner = "stems";
        String id = create(owner, Map.of("title", "Running horses", "description", "Straßenfest in Köln"));
        for (String text : List.of("run", "horse", "HORSES", "straßenfest", "köln", "\"running horses\"")) {
            assertThat(ids(list("?q=" + encode(text), owner))).as(text).containsExactly(id);
        }
        assertThat(ids(list("?q=" + encode("horses -running"), owner))).isEmpty();
        assertThat(ids(list("?q=" + encode("zebra or horses"), owner))).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "'", "\"", "a'; DROP TABLE content; --", "!&|():*<->", "\\", "%", "-", "or", "   ", "👩‍👧" })
    void anySearchTextIsAccepted(String text) {
        assertThat(list("?q=" + encode(text), "reader").status()).as(text).isEqualTo(200);
    }

    @Test
    void anyTextOfOperatorsIsAccepted() {
        Random random = new Random(7);
        List<String> parts = List.of("-", "--", "\"", "-\"\"", "-\"!\" ", "-é", "or ", "!", "(", ")", "|", "&", "<->",
                ":*", "'", "\\", " ", "a", "é", "1.5", "a-b", "/", "@", "http://a/b?c=d", "_", "*");
        for (int i = 0; i < 300; i++) {
            // Repetitions nest what PostgreSQL parses, until its stack is exhausted.
            String unit = parts.get(random.nextInt(parts.size())) + parts.get(random.nextInt(parts.size()));
            String text = unit.repeat(200).substring(0, 1 + random.nextInt(200));
            assertThat(list("?q=" + encode(text), "reader").status()).as(text).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "?q=%00", "?q=a%E2%80%AEb", "?tag=a%00", "?owner=%07", "?category=a%0Ab", "?limit=0",
            "?limit=101", "?limit=-1", "?limit=x", "?limit=99999999999", "?state=PUBLISHED", "?state=nothing",
            "?sort=price", "?sort=rank", "?sort=-rank" })
    void anInvalidParameterIsRejected(String query) {
        Reply reply = list(query, "reader");
        assertThat(reply.status()).as(query).isEqualTo(400);
        assertThat(reply.json().path("detail").asString("")).isNotBlank();
    }

    @Test
    void anInvalidFilterIsNamed() {
        assertThat(list("?tag=a%07", "reader").json().path("detail").asString())
            .isEqualTo("tag must be plain text of at most 200 characters.");
    }

    @Test
    void filtersNarrowAndCombine() {
        String owner = "filters";
        String film = create(owner, Map.of("title", "One", "category", "Film", "tags", List.of("sea", "sun")));
        String song = create(owner, Map.of("title", "Two", "category", "song", "tags", List.of("sea")));
        assertThat(ids(list("?owner=filters&tag=SEA", owner))).containsExactlyInAnyOrder(film, song);
        assertThat(ids(list("?owner=filters&tag=sea&category=film", owner))).containsExactly(film);
        assertThat(ids(list("?owner=filters&state=draft", owner))).containsExactlyInAnyOrder(film, song);
        assertThat(ids(list("?owner=filters&state=ready", owner))).isEmpty();
        assertThat(ids(list("?owner=another", owner))).isEmpty();
        assertThat(ids(list("?owner=filters&q=two&tag=sea", owner))).containsExactly(song);
    }

    @Test
    void aListContainsWhatTheCallerMayRead() {
        String owner = "views";
        String draft = create(owner, Map.of("title", "a"));
        String open = this.client.published(owner, Map.of("title", "a", "visibility", "public"));
        String gated = this.client.published(owner, Map.of("title", "a", "visibility", "gated"));
        String hidden = this.client.published(owner, Map.of("title", "a"));
        String query = "?owner=views";
        assertThat(ids(list(query, owner))).containsExactly(hidden, gated, open, draft);
        assertThat(ids(this.client.get(MetadataClient.CONTENTS + query, OPERATOR))).containsExactly(hidden, gated, open,
                draft);
        assertThat(ids(list(query, "stranger"))).containsExactly(gated, open);
        assertThat(ids(this.client.get(MetadataClient.CONTENTS + query, null))).containsExactly(gated, open);
    }

    @ParameterizedTest
    @ValueSource(strings = { "createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title", "rank" })
    void pagesOfEveryOrderShowEachItemOnce(String sort) {
        String owner = "pages-" + sort;
        List<String> titles = List.of("Sea", "sea", "ocean sea", "Sea 🌊", "éa sea", "sea sea", "z sea");
        List<String> created = titles.stream().map((title) -> create(owner, Map.of("title", title))).toList();
        String query = "?q=sea&limit=2&owner=" + owner + "&sort=" + sort;
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Reply page = list(query + cursor, owner);
            assertThat(page.status()).isEqualTo(200);
            seen.addAll(ids(page));
            cursor = page.json().has("nextCursor") ? "&cursor=" + page.json().path("nextCursor").asString() : "";
        }
        while (!cursor.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(created);
        assertThat(seen).isEqualTo(ids(list("?q=sea&limit=100&owner=" + owner + "&sort=" + sort, owner)));
        if (sort.equals("createdAt")) {
            assertThat(seen).isEqualTo(created);
        }
    }

    @Test
    void concurrentInsertsNeitherRepeatNorSkipItems() {
        String owner = "live";
        Set<String> created = new HashSet<>(
                IntStream.range(0, 6).mapToObj((i) -> create(owner, Map.of("title", "t" + i))).toList());
        Reply first = list("?owner=live&limit=3", owner);
        create(owner, Map.of("title", "new"));
        Reply second = list("?owner=live&limit=3&cursor=" + first.json().path("nextCursor").asString(), owner);
        Set<String> seen = new HashSet<>(ids(first));
        seen.addAll(ids(second));
        assertThat(seen).isEqualTo(created);
    }

    @Test
    void aCursorBelongsToOneListAndCaller() {
        String owner = "cursors";
        IntStream.range(0, 3).forEach((i) -> create(owner, Map.of("title", "t" + i)));
        String cursor = list("?owner=cursors&limit=1", owner).json().path("nextCursor").asString();
        assertThat(list("?owner=cursors&limit=2&cursor=" + cursor, owner).status()).isEqualTo(200);
        for (String elsewhere : List.of("?owner=other&cursor=", "?owner=cursors&sort=title&cursor=", "?cursor=",
                "?owner=cursors&q=t&cursor=")) {
            assertInvalid(list(elsewhere + cursor, owner));
        }
        assertInvalid(list("?owner=cursors&cursor=" + cursor, "stranger"));
        assertInvalid(this.client.get(MetadataClient.CONTENTS + "?owner=cursors&cursor=" + cursor, null));
    }

    @Test
    void aMalformedCursorIsAProblemAndNeverAnError() {
        String owner = "tamper";
        IntStream.range(0, 2).forEach((i) -> create(owner, Map.of("title", "t" + i)));
        String cursor = list("?owner=tamper&limit=1", owner).json().path("nextCursor").asString();
        for (int i = 0; i < cursor.length(); i++) {
            char other = (cursor.charAt(i) == 'A') ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(list("?owner=tamper&limit=1&cursor=" + changed, owner).status()).as(changed).isIn(200, 400);
        }
        for (String madeUp : List.of("made-up", "AAAA", "!!!!", "=", cursor.substring(1), "A".repeat(4000),
                forge(null, "timestamp", "0"), forge(null, "2026-01-01T00:00:00Z", "no id"),
                forge(null, "2026-01-01T00:00:00Z"))) {
            assertInvalid(list("?owner=tamper&limit=1&cursor=" + encode(madeUp), owner));
        }
        for (String rank : List.of("rank", "1e99", "-1", "NaN", "1e-99")) {
            assertInvalid(list("?owner=tamper&q=t&cursor=" + forge("t", rank, "0"), owner));
        }
    }

    @Test
    void theOpenApiDocumentListsAllPaths() {
        Reply reply = this.client.get("/v3/api-docs", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("paths").propertyNames()).contains("/api/v1/contents", "/api/v1/contents/{id}",
                "/api/v1/contents/{id}/gate", "/api/v1/contents/{id}/publish", "/api/v1/contents/{id}/archive");
    }

    /** A cursor of the list in {@code aMalformedCursorIsAProblemAndNeverAnError}. */
    private static String forge(String text, Object... values) {
        ContentQuery query = ContentQuery.of(text, null, null, null, "tamper", null, 1);
        return KeysetCursor.encode(query.listName("tamper"), values);
    }

    private static void assertInvalid(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("invalid-page");
    }

    private String create(String owner, Map<String, ?> body) {
        Reply reply = this.client.create(owner, body);
        assertThat(reply.status()).isEqualTo(201);
        return reply.field("id");
    }

    private Reply list(String query, String user) {
        return this.client.get(MetadataClient.CONTENTS + query, MetadataClient.creator(user));
    }

    private static List<String> ids(Reply reply) {
        return reply.json().path("items").valueStream().map((item) -> item.path("id").asString()).toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

}

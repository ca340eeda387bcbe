/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.search;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.validation.PlainText;
import dev.streamgate.metadata.content.ContentAccess;
import dev.streamgate.suite.security.Caller;

/** Lists of contents: {@code GET /api/v1/contents}. */
@RestController
@RateLimited("metadata")
class SearchController {

    private final ContentSearch search;

    SearchController(ContentSearch search) {
        this.search = search;
    }

    @GetMapping("/api/v1/contents")
    ResponseEntity<Page<ContentView>> list(
            @RequestParam(required = false) @PlainText(max = ContentQuery.MAX_TEXT) @Nullable String q,
            @RequestParam(required = false) @PlainText(max = ContentQuery.MAX_TEXT) @Nullable String tag,
            @RequestParam(required = false) @PlainText(max = ContentQuery.MAX_TEXT) @Nullable String category,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @PlainText(max = ContentQuery.MAX_TEXT) @Nullable String owner,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        ContentQuery query = ContentQuery.of(q, tag, category, state, ownerId(owner), sort, limit);
        return ResponseEntity.ok()
            .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
            .body(this.search.page(query, cursor, ContentAccess.current()));
    }

    /** {@code me} stands for the caller's own id. */
    private static @Nullable String ownerId(@Nullable String owner) {
        return "me".equals(owner) ? Caller.required().id() : owner;
    }

}

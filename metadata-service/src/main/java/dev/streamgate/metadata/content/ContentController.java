/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.net.URI;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.ContentUsage;
import dev.streamgate.contracts.metadata.ContentView;
import dev.streamgate.contracts.metadata.CreateContent;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;

/** {@code /api/v1/contents}, without lists. */
@RestController
@RateLimited("metadata")
@RequestMapping("/api/v1/contents")
class ContentController {

    private final Contents contents;

    private final ContentQuota quota;

    ContentController(Contents contents, ContentQuota quota) {
        this.contents = contents;
        this.quota = quota;
    }

    @PostMapping
    @PreAuthorize("hasRole('CREATOR')")
    @Audited("content.create")
    ResponseEntity<ContentView> create(@Valid @RequestBody CreateContent request) {
        Content content = this.contents.create(Caller.required().id(), request);
        return ResponseEntity.created(URI.create("/api/v1/contents/" + content.id()))
            .eTag(content.etag())
            .body(content.toView(true));
    }

    @GetMapping("/quota")
    ContentUsage quota() {
        return this.quota.usage(Caller.required().id());
    }

    @GetMapping("/{id}")
    ResponseEntity<ContentView> get(@PathVariable String id) {
        return respond(this.contents.get(id, ContentAccess.current()));
    }

    @PatchMapping("/{id}")
    @Audited("content.update")
    ResponseEntity<ContentView> patch(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ObjectNode body) {
        return respond(this.contents.patch(id, ifMatch, ContentAccess.current(), body));
    }

    @DeleteMapping("/{id}")
    @Audited("content.delete")
    ResponseEntity<Void> delete(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        this.contents.delete(id, ifMatch, ContentAccess.current());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/publish")
    @Audited("content.publish")
    ResponseEntity<ContentView> publish(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return respond(this.contents.move(id, ifMatch, ContentAccess.current(), ContentState.PUBLISHED));
    }

    @PostMapping("/{id}/archive")
    @Audited("content.archive")
    ResponseEntity<ContentView> archive(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return respond(this.contents.move(id, ifMatch, ContentAccess.current(), ContentState.ARCHIVED));
    }

    private static ResponseEntity<ContentView> respond(Content content) {
        return ResponseEntity.ok()
            .eTag(content.etag())
            .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
            .body(content.toView(ContentAccess.current().readsDetails(content)));
    }

}

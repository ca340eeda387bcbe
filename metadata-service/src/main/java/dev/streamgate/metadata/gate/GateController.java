/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.gate;

import java.time.Clock;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.GateView;
import dev.streamgate.contracts.metadata.SetGate;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentAccess;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.content.EntityVersion;
import dev.streamgate.suite.security.Caller;

/** {@code /api/v1/contents/{id}/gate}. */
@RestController
@RateLimited("metadata")
@RequestMapping("/api/v1/contents/{id}/gate")
class GateController {

    private final Contents contents;

    private final GateStore gates;

    private final Clock clock;

    GateController(Contents contents, GateStore gates, Clock clock) {
        this.contents = contents;
        this.gates = gates;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<GateView> get(@PathVariable String id) {
        Content content = this.contents.read(id);
        ContentAccess.current().requireDetailsReadable(content);
        return respond(content);
    }

    @PutMapping
    @Audited("gate.set")
    ResponseEntity<GateView> set(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SetGate gate) {
        if (gate.rule() != null) {
            RuleLimits.check(gate.rule());
        }
        ContentAccess access = ContentAccess.current();
        String author = Caller.required().id();
        return respond(this.contents.change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            Content gated = content.withRule(gate.rule());
            this.gates.add(gated, author, this.clock.instant());
            return gated;
        }));
    }

    private ResponseEntity<GateView> respond(Content content) {
        return ResponseEntity.ok()
            .header(HttpHeaders.ETAG, content.etag())
            .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
            .body(this.gates.view(content));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.WitnessConflict;
import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.page.PageLimit;

/** API of the witnessed heads, for operators and {@code ./streamgate audit verify}. */
@RestController
@RequestMapping("/api/v1/monitor/audit/heads")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class WitnessController {

    private static final int MAX_LIMIT = 500;

    private final WitnessedHeads heads;

    private final JsonMapper json;

    WitnessController(WitnessedHeads heads, JsonMapper json) {
        this.heads = heads;
        this.json = json;
    }

    /** The latest head of each journal. */
    @GetMapping
    Items latest() {
        return new Items(this.heads.latest());
    }

    /** All heads, or those of one service, as JSON lines. */
    @PreAuthorize("hasAnyRole('OPERATOR', 'SERVICE')")
    @GetMapping(path = "/export", produces = "application/x-ndjson")
    void export(@RequestParam(required = false) @Nullable String service, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-ndjson");
        try (var lines = new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            this.heads.forEach(service, (head) -> write(lines, head));
        }
    }

    @GetMapping("/conflicts")
    Page<WitnessConflict> conflicts(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return this.heads.conflicts(PageLimit.of(limit, PageLimit.DEFAULT, MAX_LIMIT), cursor);
    }

    private void write(BufferedWriter lines, WitnessedHead head) {
        try {
            lines.write(this.json.writeValueAsString(head));
            lines.write('\n');
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A list of heads.
     *
     * @param items the heads
     */
    record Items(List<WitnessedHead> items) {
    }

}

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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/** What has been witnessed, for operators and for {@code ./streamgate audit verify}. */
@RestController
@RequestMapping("/api/v1/monitor/audit/heads")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class WitnessController {

    private final WitnessedHeads heads;

    private final JsonMapper json;

    WitnessController(WitnessedHeads heads, JsonMapper json) {
        this.heads = heads;
        this.json = json;
    }

    /** The newest head of each journal. */
    @GetMapping
    Items newest() {
        return new Items(this.heads.newest());
    }

    /** All heads, or those of one service, a JSON object in each line. */
    @GetMapping(path = "/export", produces = "application/x-ndjson")
    void export(@RequestParam(required = false) @Nullable String service, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-ndjson");
        try (var lines = new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            this.heads.each(service, (head) -> write(lines, head));
        }
    }

    @GetMapping("/conflicts")
    Page<WitnessConflict> conflicts(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return this.heads.conflicts(limit, cursor);
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
     * A list.
     *
     * @param items what is in it
     */
    record Items(List<WitnessedHead> items) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

import dev.streamgate.contracts.Page;

/**
 * Uploads, as their owners and operators see them; to anybody else they are 404. The
 * bytes themselves come in by tus, by chunks or by a plain post, which are not part of
 * this interface.
 */
@HttpExchange("/api/v1/uploads")
public interface UploadApi {

    /**
     * Lists the caller's uploads, newest first.
     * @param state only those in this state
     * @param limit 1 to 100; 20 when absent
     * @param cursor {@code nextCursor} of the page before
     */
    @GetExchange
    Page<UploadView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Reads one upload. */
    @GetExchange("/{uploadId}")
    UploadView get(@PathVariable String uploadId);

    /**
     * Gives an upload up and deletes its bytes: 204, also when it had ended without being
     * stored. A stored one belongs to its content: 409.
     */
    @DeleteExchange("/{uploadId}")
    void delete(@PathVariable String uploadId);

}

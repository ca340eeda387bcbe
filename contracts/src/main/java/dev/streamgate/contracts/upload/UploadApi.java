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
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/**
 * Uploads, for their owners and operators; other callers get 404. The bytes arrive by
 * tus, in chunks or as a form, which are not part of this interface.
 */
@HttpExchange("/api/v1/uploads")
public interface UploadApi {

    /**
     * Lists the caller's uploads, newest first.
     * @param state returns only uploads in this state
     * @param limit 1 to 100, default 20
     * @param cursor {@code nextCursor} of the previous page
     */
    @GetExchange
    Page<UploadView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Returns how much of the quota the caller's uploads use. */
    @GetExchange("/quota")
    UploadUsage quota();

    /** Reads one upload. */
    @GetExchange("/{uploadId}")
    UploadView get(@PathVariable String uploadId);

    /**
     * Verifies a rejected upload again, for instance after an upgrade of ffmpeg: 202. The
     * bytes of a rejected upload are kept for a day. 409 if it is not rejected or they
     * are deleted.
     */
    @PostExchange("/{uploadId}/verification")
    UploadView verifyAgain(@PathVariable String uploadId);

    /**
     * Aborts an upload and deletes its bytes: 204, also if it has ended without being
     * stored. 409 once it is attached to its content.
     */
    @DeleteExchange("/{uploadId}")
    void delete(@PathVariable String uploadId);

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.upload.UploadApi;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.contracts.upload.UploadView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;

/** Uploads as their owners see them. */
@RestController
@RateLimited("upload")
class UploadController implements UploadApi {

    private static final int DEFAULT_PAGE = 20;

    private static final int MAX_PAGE = 100;

    private final UploadSessions sessions;

    private final UploadStore store;

    UploadController(UploadSessions sessions, UploadStore store) {
        this.sessions = sessions;
        this.store = store;
    }

    @Override
    public Page<UploadView> list(@Nullable String state, @Nullable Integer limit, @Nullable String cursor) {
        UploadState only = (state != null) ? state(state) : null;
        int size = (limit != null) ? limit : DEFAULT_PAGE;
        if (size < 1 || size > MAX_PAGE) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "limit is 1 to %d.".formatted(MAX_PAGE));
        }
        UploadCursor from = UploadCursor.parse(cursor, only);
        List<UploadSession> found = this.store.list(Caller.required().id(), only, from.createdAt(), from.id(),
                size + 1);
        List<UploadSession> page = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size)
                ? new UploadCursor(page.getLast().createdAt(), page.getLast().id()).format(only) : null;
        return new Page<>(page.stream().map(UploadSession::toView).toList(), next);
    }

    @Override
    public UploadView get(String uploadId) {
        return this.sessions.visible(uploadId, Caller.required()).toView();
    }

    @Override
    @Audited("upload.delete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(String uploadId) {
        try {
            this.sessions.abort(this.sessions.visible(uploadId, Caller.required()));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static UploadState state(String name) {
        for (UploadState state : UploadState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return state;
            }
        }
        throw new ProblemException(ProblemType.INVALID_FIELDS,
                "state is one of open, verifying, stored, rejected, aborted, expired.");
    }

}

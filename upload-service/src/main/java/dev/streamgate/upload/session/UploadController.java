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
import dev.streamgate.contracts.upload.UploadUsage;
import dev.streamgate.contracts.upload.UploadView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.suite.security.Caller;

/** Lists, reads and deletes uploads of all protocols. */
@RestController
@RateLimited("upload")
class UploadController implements UploadApi {

    private static final int DEFAULT_PAGE_SIZE = 20;

    private static final int MAX_PAGE_SIZE = 100;

    private final UploadSessions sessions;

    private final UploadStore store;

    private final UploadQuotas quotas;

    UploadController(UploadSessions sessions, UploadStore store, UploadQuotas quotas) {
        this.sessions = sessions;
        this.quotas = quotas;
        this.store = store;
    }

    @Override
    public Page<UploadView> list(@Nullable String state, @Nullable Integer limit, @Nullable String cursor) {
        UploadState filter = (state != null) ? parseState(state) : null;
        int size = PageLimit.of(limit, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        String list = "uploads " + filter;
        KeysetCursor position = KeysetCursor.decode(cursor, list, 2);
        List<UploadSession> found = this.store.list(Caller.required().id(), filter, position, size + 1);
        List<UploadSession> page = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size) ? KeysetCursor.encode(list, page.getLast().createdAt(), page.getLast().id())
                : null;
        return new Page<>(page.stream().map(UploadSession::toView).toList(), next);
    }

    @Override
    public UploadUsage quota() {
        return this.quotas.usage(Caller.required().id());
    }

    @Override
    public UploadView get(String uploadId) {
        return this.sessions.requireReadable(uploadId, Caller.required()).toView();
    }

    @Override
    @Audited("upload.delete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(String uploadId) {
        try {
            this.sessions.abort(this.sessions.requireReadable(uploadId, Caller.required()));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    @Audited("upload.verify")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public UploadView verifyAgain(String uploadId) {
        return this.sessions.verifyAgain(this.sessions.requireReadable(uploadId, Caller.required())).toView();
    }

    private static UploadState parseState(String name) {
        for (UploadState state : UploadState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return state;
            }
        }
        throw new ProblemException(ProblemType.INVALID_FIELDS,
                "state is one of open, verifying, stored, rejected, aborted, expired.");
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.ingest.UploadAppender;
import dev.streamgate.upload.ingest.UploadAppender.Append;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadSessions.Created;

/**
 * The upload of one form while its parts arrive. The title may precede or follow the
 * file. Not thread-safe.
 */
final class FormUpload {

    private static final int MAX_FIELD_BYTES = 4096;

    private final UploadSessions sessions;

    private final UploadAppender appender;

    private final Caller caller;

    private final @Nullable String idempotencyKey;

    private @Nullable String title;

    private @Nullable String contentId;

    private @Nullable UploadSession session;

    private boolean fresh;

    private long size;

    FormUpload(UploadSessions sessions, UploadAppender appender, Caller caller, @Nullable String idempotencyKey) {
        this.sessions = sessions;
        this.appender = appender;
        this.caller = caller;
        this.idempotencyKey = idempotencyKey;
    }

    void accept(FileItemInput part) throws IOException {
        switch (part.getFieldName()) {
            case "file" -> acceptFile(part);
            case "title" -> this.title = text(part);
            case "contentId" -> this.contentId = text(part);
            default -> text(part);
        }
    }

    /** Completes the upload after the last part. */
    UploadSession complete() {
        UploadSession upload = this.session;
        if (upload == null) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The form has no field named file.");
        }
        if (!this.fresh) {
            return upload;
        }
        if (this.size == 0) {
            throw new ProblemException(UploadProblems.EMPTY, "The file is empty.");
        }
        if (this.title != null) {
            this.sessions.setTitle(upload.id(), this.title);
        }
        this.sessions.complete(upload.id(), this.size);
        return upload;
    }

    /** Aborts the upload if this form created it. */
    void abort() throws IOException {
        if (this.session != null && this.fresh) {
            this.sessions.abort(this.session);
        }
    }

    private void acceptFile(FileItemInput part) throws IOException {
        if (this.session != null) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The form has more than one file.");
        }
        Created created = this.sessions.create(this.caller, new NewUpload(UploadKind.FORM, fileName(part), this.title,
                this.contentId, null, null, null, null, List.of(), this.idempotencyKey));
        this.session = created.session();
        this.fresh = created.fresh();
        if (this.fresh) {
            try (InputStream body = part.getInputStream()) {
                this.size = this.appender.append(created.session(), new Append(0, body, -1, null, null));
            }
        }
        else if (created.session().state() == UploadState.OPEN) {
            throw new ProblemException(UploadProblems.LOCKED,
                    "The first request with this Idempotency-Key is still in progress.");
        }
    }

    /** The name is never used as a path, so one that is no valid path is accepted. */
    private static @Nullable String fileName(FileItemInput part) {
        try {
            return part.getName();
        }
        catch (InvalidPathException ex) {
            return ex.getInput();
        }
    }

    private static String text(FileItemInput part) throws IOException {
        try (InputStream body = part.getInputStream()) {
            byte[] bytes = body.readNBytes(MAX_FIELD_BYTES + 1);
            if (bytes.length > MAX_FIELD_BYTES) {
                throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                        "A field of the form is longer than %d bytes.".formatted(MAX_FIELD_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

}

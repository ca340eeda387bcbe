/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.ingest.UploadAppender;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Final uploads of the tus concatenation extension. The response does not wait for the
 * concatenation, which is part of the verification.
 */
@Component
class FinalUploads {

    private final UploadSessions sessions;

    private final UploadAppender appender;

    FinalUploads(UploadSessions sessions, UploadAppender appender) {
        this.sessions = sessions;
        this.appender = appender;
    }

    /**
     * Creates a final upload; the same parts in the same order return the same upload.
     * @param parts ids of the partial uploads
     * @throws ProblemException 400 if a part is not a partial upload of the caller or is
     * named twice, 409 if it is not complete or belongs to another final upload, 403
     * beyond a quota, 507 without disk space
     * @throws IOException if the disk fails
     */
    UploadSession create(Caller caller, List<String> parts, TusMetadata metadata) throws IOException {
        NewUpload upload = new NewUpload(UploadKind.FINAL, metadata.get("filename"), metadata.get("title"),
                metadata.get("contentId"), null, null, null, metadata.header(), parts, null);
        UploadSession existing = this.sessions.findExisting(caller, upload).orElse(null);
        if (existing != null) {
            return existing;
        }
        if (Set.copyOf(parts).size() != parts.size()) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Upload-Concat names a partial upload twice.");
        }
        long size = 0;
        for (String part : parts) {
            size += sizeOf(caller, part);
        }
        return this.sessions.create(caller, upload.withSize(size)).session();
    }

    private long sizeOf(Caller caller, String id) throws IOException {
        UploadSession part;
        try {
            part = this.sessions.requireOwned(id, caller);
        }
        catch (ProblemException ex) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Upload-Concat has the URL of an unknown upload.", ex);
        }
        this.sessions.requireActive(part);
        Long size = part.size();
        if (part.kind() != UploadKind.PARTIAL || part.state() != UploadState.OPEN) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                    "Upload-Concat has the URL of an upload that is not partial.");
        }
        if (size == null || this.appender.offset(part) != size) {
            throw new ProblemException(UploadProblems.INCOMPLETE,
                    "The partial upload %s is not complete.".formatted(id))
                .with("uploadId", id);
        }
        return size;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.tus;

import java.io.IOException;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadAppender;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/**
 * Final uploads of tus. The reply does not wait until the bytes are joined: the final
 * upload is complete from its opening, and its bytes are put together before they are
 * looked at.
 */
@Component
class Concatenation {

    private final UploadSessions sessions;

    private final UploadAppender bytes;

    Concatenation(UploadSessions sessions, UploadAppender bytes) {
        this.sessions = sessions;
        this.bytes = bytes;
    }

    /**
     * Opens a final upload; the same parts in the same order answer the same upload.
     * @throws ProblemException 400 when a part is not the caller's, is none, or is not
     * complete
     */
    UploadSession open(Caller caller, List<String> parts, TusMetadata metadata) throws IOException {
        NewUpload wanted = new NewUpload(UploadKind.FINAL, metadata.get("filename"), metadata.get("title"),
                metadata.get("contentId"), null, null, null, metadata.raw(), parts, null);
        UploadSession repeated = this.sessions.opened(caller, wanted).orElse(null);
        if (repeated != null) {
            return repeated;
        }
        long size = 0;
        for (String part : parts) {
            size += sizeOf(caller, part);
        }
        return this.sessions.open(caller, wanted.ofSize(size)).session();
    }

    private long sizeOf(Caller caller, String id) throws IOException {
        UploadSession part;
        try {
            part = this.sessions.own(id, caller);
        }
        catch (ProblemException ex) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Upload-Concat names an upload that is not yours.", ex);
        }
        this.sessions.requireAlive(part);
        Long size = part.size();
        if (part.kind() != UploadKind.PARTIAL || part.state() != UploadState.OPEN) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Upload-Concat names an upload that is not partial.");
        }
        if (size == null || this.bytes.offset(part) != size) {
            throw new ProblemException(UploadProblems.INCOMPLETE,
                    "The partial upload %s is not complete.".formatted(id))
                .with("uploadId", id);
        }
        return size;
    }

}

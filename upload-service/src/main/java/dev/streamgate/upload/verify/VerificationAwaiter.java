/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/** What a caller is told who waits for the look at a file. */
@Component
public class VerificationAwaiter {

    private final Verifications verifications;

    private final UploadSessions sessions;

    private final UploadProperties properties;

    VerificationAwaiter(Verifications verifications, UploadSessions sessions, UploadProperties properties) {
        this.verifications = verifications;
        this.sessions = sessions;
        this.properties = properties;
    }

    /**
     * Waits for a bounded time until a complete upload is verified.
     * @return the upload, stored, or still verifying when that takes long
     * @throws ProblemException 422 when it was rejected
     */
    public UploadSession on(UploadSession session) {
        this.verifications.await(session.id(), this.properties.completeWait());
        UploadSession present = this.sessions.reload(session);
        if (present.state() == UploadState.REJECTED) {
            throw new ProblemException(UploadProblems.REJECTED, String.valueOf(present.error())).with("uploadId",
                    present.id());
        }
        return present;
    }

}

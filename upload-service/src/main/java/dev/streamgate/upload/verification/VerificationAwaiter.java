/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/** Lets a request wait for the verification of its upload. Thread-safe. */
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
     * @return the upload, stored or still verifying
     * @throws ProblemException 422 if it was rejected
     */
    public UploadSession await(UploadSession session) {
        this.verifications.await(session.id(), this.properties.verificationWait());
        UploadSession current = this.sessions.reload(session);
        if (current.state() == UploadState.REJECTED) {
            throw new ProblemException(UploadProblems.REJECTED, String.valueOf(current.error())).with("uploadId",
                    current.id());
        }
        return current;
    }

}

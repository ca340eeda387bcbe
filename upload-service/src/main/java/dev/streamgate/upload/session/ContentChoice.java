/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;

/** Decides which content an upload is for. */
@Component
final class ContentChoice {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PipelineApi contents;

    ContentChoice(PipelineApi contents) {
        this.contents = contents;
    }

    /**
     * The content that the caller named, which must be the caller's own, or a new id.
     * @throws ProblemException 404 when there is no such content, 403 when it is
     * another's
     */
    String choose(@Nullable String named, Caller caller) {
        if (named == null) {
            return RandomIds.next();
        }
        if (!ID.matcher(named).matches()) {
            throw noSuchContent();
        }
        try {
            if (this.contents.playback(named).owner().equals(caller.id())) {
                return named;
            }
        }
        catch (HttpClientErrorException.NotFound ex) {
            throw noSuchContent();
        }
        throw new ProblemException(ProblemType.FORBIDDEN, "The content belongs to somebody else.");
    }

    private static ProblemException noSuchContent() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no content with this contentId.");
    }

}

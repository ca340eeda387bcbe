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
import dev.streamgate.suite.security.Caller;

/** Resolves the content that an upload belongs to. */
@Component
final class ContentResolver {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PipelineApi contents;

    ContentResolver(PipelineApi contents) {
        this.contents = contents;
    }

    /**
     * Checks that the caller owns the requested content.
     * @param contentId the requested content; {@code null} for a new one
     * @return its id, or a new id
     * @throws ProblemException 404 if the content does not exist or the caller does not
     * own it
     */
    String resolve(@Nullable String contentId, Caller caller) {
        if (contentId == null) {
            return RandomIds.next();
        }
        if (!ID.matcher(contentId).matches()) {
            throw notFound();
        }
        try {
            if (this.contents.playback(contentId).owner().equals(caller.id())) {
                return contentId;
            }
        }
        catch (HttpClientErrorException.NotFound ex) {
            throw notFound();
        }
        // It may be private.
        throw notFound();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No content has this contentId.");
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.job.JobType;
import dev.streamgate.worker.job.Submitter;

/**
 * Permission for {@code media.purge} jobs: services and admins, and only for contents
 * that do not exist any more, since the deletion of a content is the owner's and an
 * admin's.
 */
@Component
class PurgeType implements JobType {

    /** The content was not deleted. */
    private static final ProblemType CONTENT_EXISTS = ProblemType.of("content-exists", HttpStatus.CONFLICT,
            "The content exists");

    private final PipelineApi contents;

    PurgeType(PipelineApi contents) {
        this.contents = contents;
    }

    @Override
    public String name() {
        return MediaTask.PURGE;
    }

    @Override
    public void requirePermitted(Submitter submitter) {
        if (submitter.isOnBehalf() || !(submitter.caller().isService() || submitter.caller().isAdmin())) {
            throw new ProblemException(ProblemType.FORBIDDEN,
                    "Only admins may purge media; delete the content, which purges its media.");
        }
    }

    @Override
    public Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        if (request.contentId() == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "contentId is required.");
        }
        if (exists(request.contentId())) {
            throw new ProblemException(CONTENT_EXISTS, "Delete the content, which purges its media.");
        }
        return Map.of("contentId", request.contentId());
    }

    private boolean exists(String contentId) {
        try {
            this.contents.playback(contentId);
            return true;
        }
        catch (HttpClientErrorException.NotFound ex) {
            return false;
        }
        catch (RestClientException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "metadata-service does not answer whether the content exists. Retry later.", ex);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.job.JobType;
import dev.streamgate.worker.job.Submitter;

/**
 * The media of a deleted content go. Asked for by metadata-service, or by an operator.
 */
@Component
class PurgeType implements JobType {

    static final String NAME = MediaTask.PURGE;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        if (request.contentId() == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "contentId says whose media are to go.");
        }
        if (submitter.onBehalf() || !(submitter.caller().isService() || submitter.caller().isOperator())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Delete the content; its media go with it.");
        }
        return Map.of("contentId", request.contentId());
    }

}

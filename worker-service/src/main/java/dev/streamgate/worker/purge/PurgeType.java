/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.job.JobType;
import dev.streamgate.worker.job.Submitter;

/** Permission for {@code media.purge} jobs: services and operators. */
@Component
class PurgeType implements JobType {

    @Override
    public String name() {
        return MediaTask.PURGE;
    }

    @Override
    public Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        if (request.contentId() == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "contentId is required.");
        }
        if (submitter.isOnBehalf() || !submitter.isTrusted()) {
            throw new ProblemException(ProblemType.FORBIDDEN,
                    "Users may not purge media; delete the content, which purges its media.");
        }
        return Map.of("contentId", request.contentId());
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.transcode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.contracts.worker.TranscodeView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.worker.content.ContentOwners;
import dev.streamgate.worker.job.JobLists;
import dev.streamgate.worker.job.JobStatus;
import dev.streamgate.worker.job.Submissions;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.profile.EncodingProfiles;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.video.TranscodeType;

/**
 * The queue's jobs of type {@code transcode}. A job that an operator submits belongs to
 * the content's owner.
 */
@Component
class Transcodes {

    private final Submissions submissions;

    private final JobStatus jobs;

    private final JobLists lists;

    private final JobControl control;

    private final ContentOwners owners;

    private final EncodingProfiles profiles;

    Transcodes(Submissions submissions, JobStatus jobs, JobLists lists, JobControl control, ContentOwners owners,
            EncodingProfiles profiles) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.lists = lists;
        this.control = control;
        this.owners = owners;
        this.profiles = profiles;
    }

    TranscodeView submit(CreateTranscode request, @Nullable String idempotencyKey, Caller caller) {
        if (request.profiles() != null) {
            this.profiles.requireSupported(request.profiles());
        }
        String owner = this.owners.find(request.contentId())
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Content not found."));
        if (!caller.isOperator() && !owner.equals(caller.id())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the content's owner or an operator may do this.");
        }
        Map<String, Object> payload = new HashMap<>();
        if (request.profiles() != null) {
            payload.put("profiles", request.profiles());
        }
        // The prefix keeps the keys of this path apart from those of /api/v1/jobs.
        String key = (idempotencyKey != null) ? "transcodes:" + idempotencyKey : null;
        return view(JobLists.toView(this.submissions.submit(
                new SubmitJob(TranscodeType.NAME, request.contentId(), payload, request.priority()), key,
                new Submitter(caller, owner, false))));
    }

    Page<TranscodeView> list(@Nullable String state, @Nullable String contentId, @Nullable Integer limit,
            @Nullable String cursor, Caller caller) {
        Page<JobView> page = this.lists.page(new JobLists.Filter(caller.isOperator() ? null : caller.id(),
                JobLists.state(state), TranscodeType.NAME, contentId, false), limit, cursor);
        return new Page<>(page.items().stream().map(Transcodes::view).toList(), page.nextCursor());
    }

    TranscodeView get(String id, Caller caller) {
        Submitter submitter = new Submitter(caller, caller.id(), caller.isOperator());
        return view(this.jobs.find(id)
            .filter((job) -> submitter.sees(job) && job.type().equals(TranscodeType.NAME))
            .map(JobLists::toView)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Transcode not found.")));
    }

    TranscodeView cancel(String id, Caller caller) {
        get(id, caller);
        return view(JobLists.toView(this.control.cancel(id)));
    }

    private static TranscodeView view(JobView job) {
        return new TranscodeView(job.jobId(), job.contentId(), profiles(job.payload()), job.state(), job.priority(),
                job.progress(), job.error(), job.createdAt(), job.updatedAt());
    }

    private static @Nullable List<String> profiles(@Nullable Map<String, Object> payload) {
        if (payload == null || !(payload.get("profiles") instanceof List<?> names)) {
            return null;
        }
        return names.stream().map(String::valueOf).toList();
    }

}

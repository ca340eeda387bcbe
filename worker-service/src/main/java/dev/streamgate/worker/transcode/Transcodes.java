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
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.contracts.worker.TranscodeView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.worker.job.CachedJobs;
import dev.streamgate.worker.job.JobPages;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.media.ContentOwners;
import dev.streamgate.worker.profile.EncodingProfiles;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobQueries;

/**
 * The queue's jobs of type {@code transcode}. A job that an operator submits belongs to
 * the content's owner.
 */
@Component
class Transcodes {

    private final JobSubmissions submissions;

    private final CachedJobs jobs;

    private final JobPages pages;

    private final JobControl control;

    private final ContentOwners owners;

    private final EncodingProfiles profiles;

    Transcodes(JobSubmissions submissions, CachedJobs jobs, JobPages pages, JobControl control, ContentOwners owners,
            EncodingProfiles profiles) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.pages = pages;
        this.control = control;
        this.owners = owners;
        this.profiles = profiles;
    }

    TranscodeView submit(CreateTranscode request, @Nullable String idempotencyKey, Caller caller) {
        Map<String, Object> payload = new HashMap<>();
        if (request.profiles() != null) {
            this.profiles.requireSupported(request.profiles());
            payload.put("profiles", request.profiles());
        }
        String owner = caller.isOperator() ? this.owners.require(request.contentId()) : caller.id();
        // The prefix keeps the keys of this path apart from those of /api/v1/jobs.
        String key = (idempotencyKey != null) ? "transcodes:" + idempotencyKey : null;
        return toView(this.submissions.submit(
                new SubmitJob(SubmitJob.TRANSCODE, request.contentId(), payload, request.priority()), key,
                new Submitter(caller, owner, false)));
    }

    Page<TranscodeView> list(@Nullable String state, @Nullable String contentId, @Nullable Integer limit,
            @Nullable String cursor, Caller caller) {
        Page<Job> page = this.pages.page(new JobQueries.Filter(caller.isOperator() ? null : caller.id(),
                JobPages.state(state), SubmitJob.TRANSCODE, contentId, false), limit, cursor);
        return new Page<>(page.items().stream().map(Transcodes::toView).toList(), page.nextCursor());
    }

    TranscodeView get(String id, Caller caller) {
        Submitter submitter = new Submitter(caller, caller.id(), caller.isOperator());
        return this.jobs.find(id)
            .filter((job) -> submitter.reads(job) && job.type().equals(SubmitJob.TRANSCODE))
            .map(Transcodes::toView)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Transcode not found."));
    }

    TranscodeView cancel(String id, Caller caller) {
        get(id, caller);
        return toView(this.control.cancel(id));
    }

    private static TranscodeView toView(Job job) {
        List<String> profiles = (job.payload().get("profiles") instanceof List<?> names)
                ? names.stream().map(String::valueOf).toList() : null;
        return new TranscodeView(job.id(), job.contentId(), profiles, job.state(), job.priority(), job.progress(),
                job.error(), job.createdAt(), job.updatedAt());
    }

}

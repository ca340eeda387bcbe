/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.transcode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.contracts.worker.TranscodeApi;
import dev.streamgate.contracts.worker.TranscodeView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.media.ContentOwners;
import dev.streamgate.worker.profile.EncodingProfiles;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobControl;
import dev.streamgate.worker.queue.JobQueries;

/**
 * {@code /api/v1/transcodes}, without the transcoder's profiles and metrics: the queue's
 * jobs of type {@code transcode}. A job that an operator submits belongs to the content's
 * owner.
 */
@RestController
@RateLimited("transcoder")
class TranscodeController implements TranscodeApi {

    private final JobSubmissions submissions;

    private final JobQueries jobs;

    private final JobControl control;

    private final ContentOwners owners;

    private final EncodingProfiles profiles;

    TranscodeController(JobSubmissions submissions, JobQueries jobs, JobControl control, ContentOwners owners,
            EncodingProfiles profiles) {
        this.submissions = submissions;
        this.jobs = jobs;
        this.control = control;
        this.owners = owners;
        this.profiles = profiles;
    }

    @Override
    @PreAuthorize("hasAnyRole('CREATOR', 'OPERATOR')")
    @Audited("transcode.create")
    public ResponseEntity<TranscodeView> create(CreateTranscode request, @Nullable String idempotencyKey) {
        Caller caller = Caller.required();
        Map<String, Object> payload = new HashMap<>();
        if (request.profiles() != null) {
            this.profiles.requireSupported(request.profiles());
            payload.put("profiles", request.profiles());
        }
        String owner = caller.isOperator() ? this.owners.require(request.contentId()) : caller.id();
        // The prefix keeps the keys of this path apart from those of /api/v1/jobs.
        String key = (idempotencyKey != null) ? "transcodes:" + idempotencyKey : null;
        Job job = this.submissions.submit(
                new SubmitJob(SubmitJob.TRANSCODE, request.contentId(), payload, request.priority()), key,
                new Submitter(caller, owner, false));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(toView(job));
    }

    @Override
    public Page<TranscodeView> list(@Nullable String state, @Nullable String contentId, @Nullable Integer limit,
            @Nullable String cursor) {
        Caller caller = Caller.required();
        Page<Job> page = this.jobs.page(new JobQueries.Filter(caller.isOperator() ? null : caller.id(),
                JobQueries.state(state), SubmitJob.TRANSCODE, contentId, false), limit, cursor);
        return new Page<>(page.items().stream().map(TranscodeController::toView).toList(), page.nextCursor());
    }

    @Override
    public TranscodeView get(String transcodeId) {
        Caller caller = Caller.required();
        Submitter submitter = new Submitter(caller, caller.id(), caller.isOperator());
        return this.jobs.find(transcodeId)
            .filter((job) -> submitter.reads(job) && job.type().equals(SubmitJob.TRANSCODE))
            .map(TranscodeController::toView)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Transcode not found."));
    }

    @Override
    @Audited("transcode.cancel")
    public TranscodeView cancel(String transcodeId) {
        get(transcodeId);
        return toView(this.control.cancel(transcodeId));
    }

    private static TranscodeView toView(Job job) {
        List<String> profiles = (job.payload().get("profiles") instanceof List<?> names)
                ? names.stream().map(String::valueOf).toList() : null;
        return new TranscodeView(job.id(), job.contentId(), profiles, job.state(), job.priority(), job.progress(),
                job.error(), job.createdAt(), job.updatedAt());
    }

}

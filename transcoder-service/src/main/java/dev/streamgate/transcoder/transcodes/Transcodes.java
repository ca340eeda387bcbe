/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.transcodes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.transcode.CreateTranscode;
import dev.streamgate.contracts.transcode.TranscodeView;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.transcoder.ladder.Ladder;

/**
 * Transcodes are jobs of worker-service, which knows each content's source and holds the
 * queue. They are made and read in the caller's name; an operator acts in that of the
 * content's owner.
 */
@Component
class Transcodes {

    private static final String TYPE = "transcode";

    private final JobApi jobs;

    private final PipelineApi contents;

    private final Ladder ladder;

    Transcodes(JobApi jobs, PipelineApi contents, Ladder ladder) {
        this.jobs = jobs;
        this.contents = contents;
        this.ladder = ladder;
    }

    TranscodeView submit(CreateTranscode request, @Nullable String idempotencyKey, Caller caller) {
        checkProfiles(request.profiles());
        String owner = ask("There is no such content.", () -> this.contents.playback(request.contentId())).owner();
        if (!caller.isOperator() && !owner.equals(caller.id())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only its owner may have a content transcoded.");
        }
        Map<String, Object> payload = new HashMap<>(Map.of("contentId", request.contentId()));
        if (request.profiles() != null) {
            payload.put("profiles", request.profiles());
        }
        String key = (idempotencyKey != null) ? "transcodes:" + caller.id() + ":" + idempotencyKey : null;
        JobView job = ask("There is no such content.",
                () -> this.jobs
                    .submit(new SubmitJob(TYPE, request.contentId(), payload, request.priority()), key, owner)
                    .getBody());
        if (job == null) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, "The queue did not say what it made of the request.");
        }
        return view(job);
    }

    Page<TranscodeView> list(@Nullable String state, @Nullable String contentId, @Nullable Integer limit,
            @Nullable String cursor, Caller caller) {
        Page<JobView> page = ask("There is no such list.",
                () -> this.jobs.list(state, TYPE, contentId, limit, cursor, name(caller)));
        return new Page<>(page.items().stream().map(Transcodes::view).toList(), page.nextCursor());
    }

    TranscodeView get(String id, Caller caller) {
        return view(transcode(id, caller));
    }

    TranscodeView cancel(String id, Caller caller) {
        transcode(id, caller);
        return view(ask("There is no such transcode.", () -> this.jobs.cancel(id, name(caller))));
    }

    /** A job of another type is none of this API's. */
    private JobView transcode(String id, Caller caller) {
        JobView job = ask("There is no such transcode.", () -> this.jobs.get(id, name(caller)));
        if (!job.type().equals(TYPE)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such transcode.");
        }
        return job;
    }

    /** In whose name the queue is asked; an operator sees the jobs of all. */
    private static @Nullable String name(Caller caller) {
        return caller.isOperator() ? null : caller.id();
    }

    private void checkProfiles(@Nullable List<String> names) {
        try {
            this.ladder.profiles(names);
        }
        catch (IllegalArgumentException ex) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, ex.getMessage() + ".", ex);
        }
    }

    /** Hands on what the other service says of the request itself. */
    private static <T extends @Nullable Object> T ask(String notFound, Supplier<T> call) {
        try {
            return call.get();
        }
        catch (HttpClientErrorException ex) {
            HttpStatus status = HttpStatus.resolve(ex.getStatusCode().value());
            throw switch (status) {
                case NOT_FOUND -> new ProblemException(ProblemType.NOT_FOUND, notFound, ex);
                case BAD_REQUEST -> new ProblemException(ProblemType.BAD_REQUEST,
                        "The queue does not understand the state, limit, cursor or id.", ex);
                case CONFLICT -> new ProblemException(ProblemType.CONFLICT,
                        "The content has no source, or the Idempotency-Key was used for something else.", ex);
                case null, default -> ex;
            };
        }
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

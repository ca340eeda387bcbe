/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.mockito.Answers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;

import dev.streamgate.contracts.metadata.AttachSource;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.contracts.metadata.Visibility;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * metadata-service and worker-service as the outbox knows them. Each request is applied,
 * or is not, or is applied without a response; a repetition is the same request.
 */
final class SimulatedPipeline {

    /** Number of the latest source of each content. */
    private final Map<String, Long> sources = new HashMap<>();

    private final Map<String, AttachSource> attached = new HashMap<>();

    private final Map<String, SubmitJob> submitted = new HashMap<>();

    private final List<Fault> faults = new ArrayList<>();

    /** A later request meets this fault. */
    void fail(Fault fault) {
        this.faults.add(fault);
    }

    void recover() {
        this.faults.clear();
    }

    /** Forgets all requests. */
    void clear() {
        this.sources.clear();
        this.attached.clear();
        this.submitted.clear();
        recover();
    }

    boolean isAttached(String uploadId) {
        return this.attached.containsKey(uploadId);
    }

    /** The job of an upload; null if none was submitted. */
    @Nullable SubmitJob job(String uploadId) {
        return this.submitted.get("upload:" + uploadId);
    }

    int jobCount() {
        return this.submitted.size();
    }

    PipelineApi contents() {
        PipelineApi api = Mockito.mock(PipelineApi.class, Mockito.withSettings().stubOnly());
        BDDMockito.given(api.playback(BDDMockito.any()))
            .willAnswer((call) -> new PlaybackView(call.getArgument(0), "u1", ContentState.DRAFT, Visibility.PRIVATE,
                    false, null, null, 1, null, null));
        BDDMockito.willAnswer((call) -> {
            attach(call.getArgument(0), call.getArgument(1));
            return null;
        }).given(api).attach(BDDMockito.any(), BDDMockito.any());
        return api;
    }

    JobApi jobs() {
        JobApi api = Mockito.mock(JobApi.class,
                Mockito.withSettings().stubOnly().defaultAnswer(Answers.RETURNS_SMART_NULLS));
        BDDMockito.given(api.submit(BDDMockito.any(), BDDMockito.any(), BDDMockito.any()))
            .willAnswer((call) -> submit(call.getArgument(0), call.getArgument(1)));
        return api;
    }

    private void attach(String contentId, AttachSource source) {
        request(() -> {
            AttachSource before = this.attached.putIfAbsent(source.uploadId(), source);
            assertThat(source).as("repeated attachment").isEqualTo((before != null) ? before : source);
            long number = source.number();
            long latest = this.sources.merge(contentId, number, Long::max);
            if (before == null) {
                assertThat(number).as("the order of the sources of content %s", contentId).isEqualTo(latest);
            }
        });
    }

    private ResponseEntity<JobView> submit(SubmitJob job, String key) {
        request(() -> {
            SubmitJob before = this.submitted.putIfAbsent(key, job);
            assertThat(job).as("repeated submission").isEqualTo((before != null) ? before : job);
        });
        return ResponseEntity.accepted()
            .body(new JobView("j", job.type(), job.contentId(), "u1", JobState.QUEUED, 5, 0, 0, null, null, null, null,
                    Instant.EPOCH, Instant.EPOCH));
    }

    private void request(Runnable effect) {
        Fault fault = this.faults.isEmpty() ? Fault.NONE : this.faults.removeFirst();
        if (fault == Fault.UNREACHABLE) {
            throw new ResourceAccessException("refused", new ConnectException("refused"));
        }
        effect.run();
        if (fault == Fault.NO_RESPONSE) {
            throw new ResourceAccessException("timed out", new SocketTimeoutException("timed out"));
        }
    }

    /** What happens to a request. */
    enum Fault {

        NONE, UNREACHABLE, NO_RESPONSE

    }

}

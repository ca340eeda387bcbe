/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.contracts.worker.SubmitJob;

/** Submits, plans and encodes videos. */
public abstract class VideoScenario extends WorkerScenario {

    protected static final String[] EVERY_TYPE = { MediaTask.PLAN, MediaTask.REMUX, MediaTask.AUDIO, MediaTask.ENCODE,
            MediaTask.IMAGES, MediaTask.SUBTITLES };

    protected JobView transcode(String contentId, String upload) {
        return this.jobs.submit(
                new SubmitJob("transcode", null,
                        Map.of("contentId", contentId, "sourceKey", "uploads/" + upload, "sourceSha256",
                                "ab".repeat(32), "size", 1000, "fileName", "holiday.mp4"),
                        null),
                "upload:" + upload, "u1")
            .getBody();
    }

    /** Submits a video with the number of its upload. */
    protected JobView transcode(String contentId, String upload, long number) {
        return this.jobs
            .submit(new SubmitJob("transcode", null, Map.of("contentId", contentId, "sourceKey", "uploads/" + upload,
                    "sourceSha256", "ab".repeat(32), "sourceNumber", number), null), "upload:" + upload, "u1")
            .getBody();
    }

    /** Submits a video and completes its plan. */
    protected JobView planned(String contentId, Presentation plan) {
        JobView job = transcode(contentId, contentId);
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", plan));
        return job;
    }

    protected Lease next() {
        return lease(EVERY_TYPE).orElseThrow();
    }

    /** Leases a task for a slot that is reserved for urgent ones. */
    protected Optional<Lease> urgent() {
        return Optional.ofNullable(
                this.leases.acquire(new LeaseRequest("runner-2", List.of(EVERY_TYPE), true, 0, null)).getBody());
    }

    protected OnDemandResult.State request(String key, String rendition, int segment) {
        return this.onDemand.request(new OnDemandRequest(key, rendition, segment, 0)).state();
    }

    /** Completes all tasks. */
    protected int completeAll() {
        int tasks = 0;
        for (var lease = lease(EVERY_TYPE); lease.isPresent(); lease = lease(EVERY_TYPE)) {
            complete(lease.get());
            tasks++;
        }
        return tasks;
    }

    /** A lease in one line: type, renditions, segments, urgency. */
    @SuppressWarnings("unchecked")
    protected static String describe(Lease lease) {
        Map<String, Object> payload = lease.payload();
        List<String> renditions = (List<String>) payload.get("renditions");
        return "%s %s %s-%s%s".formatted(lease.type(), renditions, payload.get("fromSegment"), payload.get("toSegment"),
                lease.urgent() ? " urgent" : "");
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;
import dev.streamgate.hardening.meter.TagKey;

/** The meters of this service. */
public enum WorkerMeter implements DocumentedMeter {

    /** Jobs by type and state. */
    JOBS(MeterSpec
        .gauge("streamgate.worker.jobs", "Jobs and tasks that are queued, running or failed.", MeterTag.TYPE,
                MeterTag.STATE)
        .in("jobs")),

    /** Age of the oldest available job. */
    OLDEST_QUEUED(MeterSpec
        .gauge("streamgate.worker.oldest.queued.age", "Age of the oldest job that is available for a lease.",
                MeterTag.TYPE)
        .in("seconds")),

    /** Contents to deliver. */
    OUTBOX(MeterSpec
        .gauge("streamgate.worker.outbox", "Contents whose latest state has not been delivered to metadata-service.")
        .in("contents")),

    /** Waiting callers. */
    WAITING_CALLERS(MeterSpec.gauge("streamgate.worker.waiting", "Callers that wait for a task or for a segment.")
        .in("callers")),

    /** Wait of a job. */
    QUEUE_WAIT(MeterSpec.timer("streamgate.worker.queue.wait",
            "Time from when a job became available until its lease; urgency: background, prefetch, startup or on_demand.",
            MeterTag.TYPE, Tag.URGENCY)),

    /** Until playable. */
    PLAYABLE(MeterSpec.timer("streamgate.worker.video.playable",
            "Time from the submission of a transcode job until a player can start.")),

    /** Until ready. */
    READY(MeterSpec.timer("streamgate.worker.video.ready",
            "Time from the submission of a transcode job until all segments are published.")),

    /** Refused videos. */
    REFUSED(MeterSpec.counter("streamgate.worker.videos.refused",
            "Videos that cost too much to be encoded; kind: frames (for the file's size), video, unfinished (of the owner) or day (of the owner).",
            MeterTag.KIND));

    private final MeterSpec spec;

    WorkerMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** Tags beside the job's type. */
    enum Tag implements TagKey {

        /** The job's urgency. */
        URGENCY

    }

}

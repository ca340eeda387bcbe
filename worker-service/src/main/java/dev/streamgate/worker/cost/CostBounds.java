/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.cost;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.worker.WorkerMeter;
import dev.streamgate.worker.media.PackagePlan;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.Locks;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * Decides whether a planned video may be queued for encoding. The plan's times are those
 * of the packets that the transcoder has counted, so a file cannot claim less than it
 * costs. The cost of an accepted video is stored with its job, in the column
 * {@code cost}, and counts for its owner. Thread-safe.
 */
@Component
public class CostBounds {

    /**
     * Field of a job's payload: whether an operator has submitted the job, whose cost is
     * not bounded.
     */
    public static final String EXEMPT = "costExempt";

    private static final Logger log = LoggerFactory.getLogger(CostBounds.class);

    private static final Duration DAY = Duration.ofDays(1);

    private static final EnumLiterals STATES = EnumLiterals.of(JobState.class);

    private final CostProperties properties;

    private final JdbcClient jdbc;

    private final Locks locks;

    private final MeterRegistry meters;

    private final Clock clock;

    CostBounds(CostProperties properties, JdbcClient jdbc, Locks locks, MeterRegistry meters, Clock clock) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.locks = locks;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Accepts or refuses a planned video whose package has to be made. Runs in the
     * caller's transaction, which holds the locks of the job and of the package.
     * @param job the {@code transcode} job
     * @param size bytes of the source, if known
     * @return why it is refused, a sentence for the owner; empty if it is accepted
     */
    public Optional<String> refusal(Job job, PackagePlan plan, @Nullable Long size) {
        EncodingCost cost = EncodingCost.of(plan);
        this.locks.lockOwner(job.owner());
        Refusal refusal = Boolean.TRUE.equals(job.payload().get(EXEMPT)) ? null : refusal(job, cost, size);
        if (refusal != null) {
            log.info("Refused to encode content {} of {}, {} frames, {}: {}", job.contentId(), job.owner(),
                    cost.frames(), EncodingCost.text(cost.seconds()), refusal.sentence());
            WorkerMeter.REFUSED.counter(this.meters, refusal.kind()).increment();
            return Optional.of(refusal.sentence());
        }
        this.jdbc.sql("UPDATE jobs SET cost = ? WHERE id = ?").params(cost.seconds(), job.id()).update();
        return Optional.empty();
    }

    private @Nullable Refusal refusal(Job job, EncodingCost cost, @Nullable Long size) {
        long frames = (size != null) ? maxFrames(size) : Long.MAX_VALUE;
        if (cost.frames() > frames) {
            return new Refusal("frames",
                    "The file has %d bytes and would become %d frames; a file of this size may have %d. "
                        .formatted(size, cost.frames(), frames) + "Upload a shorter one.");
        }
        if (cost.seconds() > seconds(this.properties.maxPerVideo())) {
            return new Refusal("video", "Encoding this video would take about %s of processor time; %s are allowed. "
                .formatted(EncodingCost.text(cost.seconds()), EncodingCost.text(seconds(this.properties.maxPerVideo())))
                    + "Upload a shorter one, or one with fewer frames per second or a smaller picture.");
        }
        double unfinished = costOfOthers(job, "state = {RUNNING}", List.of());
        if (unfinished + cost.seconds() > seconds(this.properties.maxUnfinishedPerOwner())) {
            return ofOwner("unfinished", cost, "that are not finished", unfinished,
                    this.properties.maxUnfinishedPerOwner(), "when they are finished");
        }
        double daily = costOfOthers(job, "created_at > ?", List.of(at(this.clock.instant().minus(DAY))));
        if (daily + cost.seconds() > seconds(this.properties.maxDailyPerOwner())) {
            return ofOwner("day", cost, "of the last 24 hours", daily, this.properties.maxDailyPerOwner(), "tomorrow");
        }
        return null;
    }

    private static Refusal ofOwner(String kind, EncodingCost cost, String others, double costOfOthers, Duration max,
            String retry) {
        return new Refusal(kind,
                ("Encoding this video would take about %s of processor time, and your videos %s take %s; "
                        + "together %s are allowed. Try again %s.")
                    .formatted(EncodingCost.text(cost.seconds()), others, EncodingCost.text(costOfOthers),
                            EncodingCost.text(seconds(max)), retry));
    }

    private long maxFrames(long size) {
        double beyond = size / this.properties.bytesPerFrame();
        return (long) Math.min(Long.MAX_VALUE, this.properties.freeFrames() + beyond);
    }

    /** The cost of the owner's other jobs that meet a condition. */
    private double costOfOthers(Job job, String condition, List<Object> values) {
        return this.jdbc.sql(STATES.in("""
                SELECT coalesce(sum(cost), 0) FROM jobs
                WHERE owner = ? AND parent_id IS NULL AND id <> ? AND\s""" + condition))
            .param(job.owner())
            .param(job.id())
            .params(values)
            .query(Double.class)
            .single();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /**
     * A refusal.
     *
     * @param kind the exceeded bound, for the meter
     * @param sentence the reason, for the owner
     */
    private record Refusal(String kind, String sentence) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.contracts.worker.JobState;

/**
 * The model of a lease: what each call may do to the row of a job, given the row before
 * it.
 *
 * @param state the job's state
 * @param token the token of its latest lease
 * @param leased whether a runner holds it
 * @param failures failed attempts since the last progress
 * @param maxAttempts the failures that end it
 * @param next the first segment that is not published; null without segments
 * @param end the segment after its last one; null without segments
 * @param progress the reported progress
 * @param expiresAt end of the lease; null without one
 */
record ModelledJob(JobState state, long token, boolean leased, int failures, int maxAttempts, @Nullable Integer next,
        @Nullable Integer end, double progress, @Nullable Instant expiresAt) {

    static Optional<ModelledJob> read(JdbcClient jdbc, String id) {
        return jdbc.sql("""
                SELECT state, fencing_token, leased_by, failures, max_attempts, next_segment, end_segment, progress,
                    lease_expires_at FROM jobs WHERE id = ?""").param(id).query((row, number) -> {
            var expires = row.getTimestamp("lease_expires_at");
            return new ModelledJob(JobState.valueOf(row.getString("state")), row.getLong("fencing_token"),
                    row.getString("leased_by") != null, row.getInt("failures"), row.getInt("max_attempts"),
                    row.getObject("next_segment", Integer.class), row.getObject("end_segment", Integer.class),
                    row.getDouble("progress"), (expires != null) ? expires.toInstant() : null);
        }).optional();
    }

    /** Whether a call with the token is one of the lease's holder. */
    boolean isHeldWith(long fencingToken) {
        return this.state == JobState.RUNNING && this.leased && this.token == fencingToken;
    }

    /** Whether the row is as before, whatever moved beside it. */
    boolean isSame(ModelledJob after) {
        return this.equals(after);
    }

    boolean isHeartbeat(ModelledJob after, @Nullable Integer reported, double reportedProgress) {
        boolean advanced = (this.next != null) ? !Objects.equals(after.next, this.next)
                : reportedProgress > this.progress;
        boolean published = this.next == null
                || after.next == Math.clamp((reported != null) ? reported : this.next, this.next, this.end);
        return after.isHeldWith(this.token) && published && after.failures == (advanced ? 0 : this.failures)
                && !after.expiresAt.isBefore(this.expiresAt);
    }

    boolean isFailure(ModelledJob after, boolean retryable) {
        int counted = this.failures + 1;
        boolean again = retryable && counted < this.maxAttempts;
        return after.failures == counted && after.token == this.token && !after.leased
                && after.state == (again ? JobState.QUEUED : JobState.FAILED);
    }

    boolean isCompletion(ModelledJob after) {
        return after.token == this.token && !after.leased && after.state == JobState.SUCCEEDED;
    }

    /**
     * A plan waits for the purge of its package, and one without a presentation fails.
     */
    boolean isPlanned(ModelledJob after, boolean usable) {
        return isCompletion(after) ? usable : after.token == this.token && !after.leased
                && after.state == (usable ? JobState.QUEUED : JobState.FAILED);
    }

}

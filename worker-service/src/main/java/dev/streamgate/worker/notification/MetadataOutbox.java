/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.suite.backoff.BackoffDelay;
import dev.streamgate.worker.media.ContentProgress;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The outbox columns of the table {@code contents}: a content is pending while
 * {@code sequence} exceeds {@code sent_sequence}. Changes increment {@code sequence} in
 * their transaction, so none is lost; only the latest state of a content is delivered, so
 * that a backlog does not flood metadata-service after a downtime.
 */
@Component
class MetadataOutbox {

    private final JdbcClient jdbc;

    private final MetadataOutboxProperties properties;

    private final Clock clock;

    MetadataOutbox(JdbcClient jdbc, MetadataOutboxProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Claims contents that are due. */
    List<Claim> claim() {
        Instant now = this.clock.instant();
        return this.jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT content_id FROM contents
                    WHERE sequence > sent_sequence AND due_at <= :now
                        AND (claimed_until IS NULL OR claimed_until <= :now)
                    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                UPDATE contents SET claimed_until = :until FROM due WHERE contents.content_id = due.content_id
                RETURNING contents.content_id, job_id, send_failures, CAST(:now AS timestamptz) AS claimed_at""")
            .param("until", at(now.plus(this.properties.claim())))
            .param("now", at(now))
            .param("limit", this.properties.batchSize())
            .query(DataClassRowMapper.newInstance(Claim.class))
            .list();
    }

    /**
     * Records that metadata-service has received an update or rejects it permanently. A
     * change since the claim stays pending: progress until the minimum interval has
     * passed, other changes until the time that they have set.
     */
    void delivered(Claim claim, long sequence) {
        Instant now = this.clock.instant();
        this.jdbc.sql("""
                UPDATE contents SET sent_sequence = GREATEST(sent_sequence, ?), sent_at = ?,
                    send_failures = 0, claimed_until = NULL,
                    due_at = CASE WHEN due_at < ? THEN ? ELSE due_at END
                WHERE content_id = ?""")
            .params(sequence, at(now), claim.claimedAt(), at(now.plus(ContentProgress.PROGRESS_INTERVAL)),
                    claim.contentId())
            .update();
    }

    /** Records a failed delivery and schedules the next attempt. */
    void failed(Claim claim) {
        Duration delay = BackoffDelay.of(this.properties.backOff(), this.properties.maxBackOff())
            .after(claim.sendFailures() + 1);
        this.jdbc.sql("""
                UPDATE contents SET due_at = ?, send_failures = send_failures + 1, claimed_until = NULL
                WHERE content_id = ?""").params(at(this.clock.instant().plus(delay)), claim.contentId()).update();
    }

    /** Returns the time until the next content is due; empty if none is pending. */
    Optional<Duration> nextDue() {
        return this.jdbc.sql("""
                SELECT EXTRACT(EPOCH FROM min(GREATEST(due_at, claimed_until)) - ?) * 1000 FROM contents
                WHERE sequence > sent_sequence""")
            .param(at(this.clock.instant()))
            .query(Double.class)
            .optional()
            .map((millis) -> Duration.ofMillis(Math.max(1, (long) Math.ceil(millis))));
    }

    /**
     * A claimed content.
     *
     * @param contentId its id
     * @param jobId the job that produces its media
     * @param sendFailures consecutive failed deliveries
     * @param claimedAt time of the claim
     */
    record Claim(String contentId, String jobId, int sendFailures, OffsetDateTime claimedAt) {
    }

}

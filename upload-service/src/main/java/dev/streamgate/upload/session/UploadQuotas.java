/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.Usage;
import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.contracts.upload.UploadUsage;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.suite.quota.Quota;
import dev.streamgate.suite.quota.UserQuotas;

/**
 * What uploads use of their owner's quotas and of the disk. Announced bytes are reserved:
 * one advisory lock orders all reservations, and each counts the bytes that the others
 * may still receive. Thread-safe.
 */
@Component
public class UploadQuotas {

    private static final EnumLiterals STATES = EnumLiterals.of(UploadState.class);

    /**
     * A final upload counts from the time when it is stored, and its parts until then. Of
     * an upload that is joined, all bytes are still to be written.
     */
    private static final String USAGE = STATES.in("""
            SELECT coalesce(sum(CASE WHEN state = {OPEN} THEN greatest(announced, received)
                    WHEN kind = 'FINAL' AND state <> {STORED} THEN 0 ELSE size END), 0) AS bytes,
                coalesce(sum(greatest(announced, received)) FILTER (WHERE state = {OPEN}), 0) AS announced,
                coalesce(sum(CASE WHEN state = {OPEN} THEN greatest(announced - received, 0)
                    WHEN state = {VERIFYING} AND kind = 'FINAL' THEN size ELSE 0 END), 0) AS outstanding,
                coalesce(sum(duration) FILTER (WHERE state = {STORED}), 0) AS seconds,
                count(*) FILTER (WHERE state = {OPEN}) AS open
            FROM uploads WHERE NOT bytes_deleted AND state IN ({OPEN}, {VERIFYING}, {STORED}, {REJECTED})
            """);

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final UserQuotas quotas;

    private final QuotaProperties properties;

    private final UploadProperties uploads;

    private final UploadLimits limits;

    UploadQuotas(JdbcClient jdbc, TransactionTemplate transaction, UserQuotas quotas, QuotaProperties properties,
            UploadProperties uploads, UploadLimits limits) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.quotas = quotas;
        this.properties = properties;
        this.uploads = uploads;
        this.limits = limits;
    }

    /** What a user may use. Sends a request, so it has no place in a transaction. */
    Allowance allowance(String owner) {
        UserQuotas.Allowed allowed = this.quotas.of(owner);
        return new Allowance(allowed.get(Quota.BYTES, this.properties.bytes().toBytes()),
                allowed.get(Quota.ANNOUNCED_BYTES, this.properties.announcedBytes().toBytes()),
                allowed.get(Quota.SECONDS, this.properties.duration().toSeconds()),
                allowed.get(Quota.OPEN_UPLOADS, this.uploads.maxOpenPerUser()));
    }

    /** How much of their quota a user's uploads use. */
    UploadUsage usage(String owner) {
        Allowance allowed = allowance(owner);
        Used used = used(owner);
        return new UploadUsage(new Usage(used.bytes(), allowed.bytes()),
                new Usage(used.announced(), allowed.announcedBytes()),
                new Usage((long) used.seconds(), allowed.seconds()), new Usage(used.open(), allowed.openUploads()));
    }

    /**
     * Requires that a new upload is within quotas and disk. Locks all reservations until
     * the caller's transaction ends.
     * @param bytes its size; 0 while unknown
     * @param joined whether its bytes are in other uploads of the owner
     * @param free free bytes of the disk beyond the reserve
     * @throws ProblemException 403 beyond a quota, 507 without disk space
     */
    void reserve(String owner, Allowance allowed, long bytes, boolean joined, long free) {
        lock();
        Used used = used(owner);
        Quota.SECONDS.require((long) Math.ceil(used.seconds()), 1, allowed.seconds());
        if (!joined) {
            Quota.OPEN_UPLOADS.require(used.open(), 1, allowed.openUploads());
        }
        requireBytes(used, allowed, bytes, joined, free);
    }

    /**
     * Announces further bytes of an open upload whose size was unknown.
     * @param announced all its bytes, as far as known
     * @throws ProblemException 403 beyond a quota, 507 without disk space
     * @throws java.io.IOException if the free disk space cannot be determined
     */
    public void announce(UploadSession session, long announced) throws java.io.IOException {
        Allowance allowed = allowance(session.owner());
        long free = this.limits.free();
        this.transaction.executeWithoutResult((status) -> {
            lock();
            long known = this.jdbc.sql("SELECT greatest(announced, received) FROM uploads WHERE id = ?")
                .param(session.id())
                .query(Long.class)
                .single();
            if (announced > known) {
                requireBytes(used(session.owner()), allowed, announced - known, false, free);
                this.jdbc.sql("UPDATE uploads SET announced = ? WHERE id = ?").params(announced, session.id()).update();
            }
        });
    }

    /**
     * Requires that a verified video is within its owner's quota.
     * @param seconds its duration
     * @throws ProblemException 403 beyond the quota
     */
    public void requireDuration(String owner, double seconds) {
        Quota.SECONDS.require((long) Math.ceil(used(owner).seconds()), (long) seconds, allowance(owner).seconds());
    }

    private void requireBytes(Used used, Allowance allowed, long bytes, boolean joined, long free) {
        if (!joined) {
            Quota.BYTES.require(used.bytes(), bytes, allowed.bytes());
            Quota.ANNOUNCED_BYTES.require(used.announced(), bytes, allowed.announcedBytes());
        }
        long outstanding = used("").outstanding();
        if (bytes > free - outstanding) {
            throw UploadLimits.outOfSpace(bytes, Math.max(free - outstanding, 0));
        }
        Quota.ANNOUNCED_BYTES.require(used.outstanding(), bytes, (long) (free * this.properties.diskShare()));
    }

    /** What the uploads of an owner use; of all owners for an empty name. */
    private Used used(String owner) {
        return this.jdbc.sql(owner.isEmpty() ? USAGE : USAGE + "AND owner = :owner")
            .param("owner", owner)
            .query((row, number) -> new Used(row.getLong("bytes"), row.getLong("announced"), row.getLong("outstanding"),
                    row.getDouble("seconds"), row.getLong("open")))
            .single();
    }

    private void lock() {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('streamgate uploads', 0))").query((row) -> {
        });
    }

    /**
     * What a user may use.
     *
     * @param bytes bytes of all stored and unfinished uploads
     * @param announcedBytes bytes of the unfinished uploads
     * @param seconds duration of all stored videos
     * @param openUploads number of unfinished uploads
     */
    record Allowance(long bytes, long announcedBytes, long seconds, long openUploads) {
    }

    private record Used(long bytes, long announced, long outstanding, double seconds, long open) {
    }

}

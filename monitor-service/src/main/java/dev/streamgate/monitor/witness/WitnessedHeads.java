/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.WitnessConflict;
import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * What has been witnessed. Heads are only added, each later than the one before; the
 * tables refuse everything else. Several instances may write: the row of the journal
 * keeps them apart.
 */
class WitnessedHeads {

    private static final String COLUMNS = """
            j.service, j.instance, j.journal, h.sequence, h.hash, h.signed_at, h.signature, j.public_key
            """;

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;

    WitnessedHeads(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Keeps a head, whose signature the caller has checked, if it goes on from what is
     * kept. A journal's key is trusted when it is first seen.
     */
    WitnessResult keep(WitnessedHead head, Instant now) {
        return this.transactions.execute((status) -> {
            boolean pinned = isOtherKeyPinned(head);
            boolean fresh = this.jdbc.sql("""
                    INSERT INTO witnessed_journal (service, public_key, instance, journal, first_seen)
                    VALUES (:service, :key, :instance, :journal, :now) ON CONFLICT DO NOTHING""")
                .param("service", head.service())
                .param("key", head.publicKey())
                .param("instance", head.instance())
                .param("journal", head.journal())
                .param("now", at(now))
                .update() == 1;
            long id = this.jdbc
                .sql("SELECT id FROM witnessed_journal WHERE service = :service AND public_key = :key FOR UPDATE")
                .param("service", head.service())
                .param("key", head.publicKey())
                .query(Long.class)
                .single();
            WitnessResult verdict = this.jdbc
                .sql("SELECT sequence, hash FROM witnessed_head WHERE journal_id = :id ORDER BY sequence DESC LIMIT 1")
                .param("id", id)
                .query((row, number) -> judge(head, row.getLong("sequence"), row.getString("hash")))
                .optional()
                .orElse(WitnessResult.KEPT);
            if (verdict == WitnessResult.KEPT) {
                insert(id, head, now);
            }
            return (fresh && pinned) ? WitnessResult.KEY_CHANGED : verdict;
        });
    }

    /**
     * Keeps what was refused.
     * @return whether it is news
     */
    boolean refuse(WitnessedHead head, WitnessResult verdict, Instant now) {
        return this.jdbc.sql("""
                INSERT INTO witness_conflict
                    (kind, service, instance, journal, sequence, hash, signed_at, signature, public_key, seen_at)
                VALUES (:kind, :service, :instance, :journal, :sequence, :hash, :signed, :signature, :key, :now)
                ON CONFLICT DO NOTHING""")
            .param("kind", verdict.text())
            .param("service", head.service())
            .param("instance", head.instance())
            .param("journal", head.journal())
            .param("sequence", head.sequence())
            .param("hash", head.hash())
            .param("signed", head.timestamp())
            .param("signature", head.signature())
            .param("key", head.publicKey())
            .param("now", at(now))
            .update() == 1;
    }

    /** The newest head of each journal, by service. */
    List<WitnessedHead> newest() {
        return this.jdbc.sql("SELECT " + COLUMNS + """
                FROM witnessed_journal j JOIN LATERAL (SELECT * FROM witnessed_head
                    WHERE journal_id = j.id ORDER BY sequence DESC LIMIT 1) h ON true
                ORDER BY j.service, j.id""").query(WitnessedHeads::head).list();
    }

    /** Hands all heads of a service to somebody, in order, without holding them. */
    void each(@Nullable String service, Consumer<WitnessedHead> taker) {
        this.transactions.executeWithoutResult((status) -> {
            try (var heads = this.jdbc.sql("SELECT " + COLUMNS + """
                    FROM witnessed_journal j JOIN witnessed_head h ON h.journal_id = j.id
                    WHERE :service::text IS NULL OR j.service = :service
                    ORDER BY j.service, j.id, h.sequence""")
                .param("service", service)
                .withFetchSize(1_000)
                .query(WitnessedHeads::head)
                .stream()) {
                heads.forEach(taker);
            }
        });
    }

    /** Conflicts, the latest first. */
    Page<WitnessConflict> conflicts(int limit, @Nullable String cursor) {
        List<Row> rows = this.jdbc.sql("""
                SELECT id, kind, service, instance, journal, sequence, hash, signed_at, signature, public_key, seen_at
                FROM witness_conflict WHERE id < :before ORDER BY id DESC LIMIT :limit""")
            .param("before", position(cursor))
            .param("limit", limit + 1)
            .query((row, number) -> new Row(row.getLong("id"),
                    new WitnessConflict(row.getString("kind"), head(row, number),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant())))
            .list();
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Row::conflict).toList(),
                more ? Long.toString(page.getLast().id(), Character.MAX_RADIX) : null);
    }

    /** Forgets what is older, but for the newest head of each journal. */
    int forget(Instant now, Duration retention) {
        return this.jdbc.sql("""
                DELETE FROM witnessed_head h WHERE seen_at < :before AND sequence <
                    (SELECT max(sequence) FROM witnessed_head WHERE journal_id = h.journal_id)""")
            .param("before", at(now.minus(retention)))
            .update();
    }

    private boolean isOtherKeyPinned(WitnessedHead head) {
        Optional<String> pinned = this.jdbc.sql("""
                SELECT public_key FROM witnessed_journal
                WHERE service = :service AND instance = :instance AND journal = :journal ORDER BY id DESC LIMIT 1""")
            .param("service", head.service())
            .param("instance", head.instance())
            .param("journal", head.journal())
            .query(String.class)
            .optional();
        return pinned.isPresent() && !pinned.get().equals(head.publicKey());
    }

    private void insert(long id, WitnessedHead head, Instant now) {
        this.jdbc.sql("""
                INSERT INTO witnessed_head (journal_id, sequence, hash, signed_at, signature, seen_at)
                VALUES (:id, :sequence, :hash, :signed, :signature, :now)""")
            .param("id", id)
            .param("sequence", head.sequence())
            .param("hash", head.hash())
            .param("signed", head.timestamp())
            .param("signature", head.signature())
            .param("now", at(now))
            .update();
    }

    private static WitnessResult judge(WitnessedHead head, long sequence, String hash) {
        if (head.sequence() != sequence) {
            return (head.sequence() > sequence) ? WitnessResult.KEPT : WitnessResult.BACKWARDS;
        }
        return head.hash().equals(hash) ? WitnessResult.KNOWN : WitnessResult.FORKED;
    }

    private static WitnessedHead head(ResultSet row, int number) throws SQLException {
        return new WitnessedHead(row.getString("service"), row.getString("instance"), row.getString("journal"),
                row.getLong("sequence"), row.getString("hash"), row.getString("signed_at"), row.getString("signature"),
                row.getString("public_key"));
    }

    private static long position(@Nullable String cursor) {
        try {
            return (cursor == null) ? Long.MAX_VALUE : Long.parseLong(cursor, Character.MAX_RADIX);
        }
        catch (NumberFormatException ex) {
            throw new ProblemException(ProblemType.INVALID_PAGE, "Use the nextCursor of this list.", ex);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Row(long id, WitnessConflict conflict) {
    }

}

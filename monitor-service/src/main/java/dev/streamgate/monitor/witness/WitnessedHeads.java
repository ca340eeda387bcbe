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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.WitnessConflict;
import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.postgres.RecordParameters;

/**
 * The witnessed heads in append-only tables. Heads of a journal have ascending sequence
 * numbers; the tables reject updates and deletions. Several instances may write
 * concurrently, since the row of the journal serializes them.
 */
@Component
class WitnessedHeads {

    private static final String COLUMNS = """
            j.service, j.instance, j.journal, h.sequence, h.hash, h.signed_at, h.signature, j.public_key
            """;

    /** Name of the list of conflicts for its cursors. */
    private static final String CONFLICTS = "witness-conflicts";

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;

    WitnessedHeads(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Stores a head, whose signature the caller has verified, if it continues the
     * journal. A journal's key is trusted on first use.
     */
    WitnessResult store(WitnessedHead head, Instant now) {
        return this.transactions.execute((status) -> {
            boolean pinned = isOtherKeyPinned(head);
            boolean created = this.jdbc.sql("""
                    INSERT INTO witnessed_journal (service, public_key, instance, journal, first_seen)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(head.service(), head.publicKey(), head.instance(), head.journal(), at(now))
                .update() == 1;
            long id = this.jdbc.sql("SELECT id FROM witnessed_journal WHERE service = ? AND public_key = ? FOR UPDATE")
                .params(head.service(), head.publicKey())
                .query(Long.class)
                .single();
            WitnessResult result = this.jdbc
                .sql("SELECT sequence, hash FROM witnessed_head WHERE journal_id = ? ORDER BY sequence DESC LIMIT 1")
                .param(id)
                .query((row, number) -> compare(head, row.getLong("sequence"), row.getString("hash")))
                .optional()
                .orElse(WitnessResult.STORED);
            if (result == WitnessResult.STORED) {
                insert(id, head, now);
            }
            return (created && pinned) ? WitnessResult.KEY_CHANGED : result;
        });
    }

    /**
     * Stores a conflicting head.
     * @return false if the same conflict is stored already
     */
    boolean storeConflict(WitnessedHead head, WitnessResult kind, Instant now) {
        return this.jdbc
            .sql("""
                    INSERT INTO witness_conflict
                        (kind, service, instance, journal, sequence, hash, signed_at, signature, public_key, seen_at)
                    VALUES (:kind, :service, :instance, :journal, :sequence, :hash, :timestamp, :signature, :publicKey, :now)
                    ON CONFLICT DO NOTHING""")
            .paramSource(new RecordParameters(head).addValue("kind", kind).addValue("now", now))
            .update() == 1;
    }

    /** The latest head of each journal, ordered by service. */
    List<WitnessedHead> latest() {
        return this.jdbc.sql("SELECT " + COLUMNS + """
                FROM witnessed_journal j JOIN LATERAL (SELECT * FROM witnessed_head
                    WHERE journal_id = j.id ORDER BY sequence DESC LIMIT 1) h ON true
                ORDER BY j.service, j.id""").query(WitnessedHeads::head).list();
    }

    /**
     * Streams heads in order.
     * @param service only heads of this service; null for all
     */
    void forEach(@Nullable String service, Consumer<WitnessedHead> action) {
        this.transactions.executeWithoutResult((status) -> {
            try (var heads = this.jdbc.sql("SELECT " + COLUMNS + """
                    FROM witnessed_journal j JOIN witnessed_head h ON h.journal_id = j.id
                    WHERE :service::text IS NULL OR j.service = :service
                    ORDER BY j.service, j.id, h.sequence""")
                .param("service", service)
                .withFetchSize(1_000)
                .query(WitnessedHeads::head)
                .stream()) {
                heads.forEach(action);
            }
        });
    }

    /**
     * A page of conflicts, latest first.
     * @param cursor the {@code nextCursor} of the previous page; null for the first
     * @throws ProblemException 400 if the cursor is invalid
     */
    Page<WitnessConflict> conflicts(int limit, @Nullable String cursor) {
        KeysetCursor after = KeysetCursor.decode(cursor, CONFLICTS, 1);
        List<Row> rows = this.jdbc.sql("""
                SELECT id, kind, service, instance, journal, sequence, hash, signed_at, signature, public_key, seen_at
                FROM witness_conflict WHERE id < ? ORDER BY id DESC LIMIT ?""")
            .params((after != null) ? after.number(0) : Long.MAX_VALUE, limit + 1)
            .query((row, number) -> new Row(row.getLong("id"),
                    new WitnessConflict(WitnessResult.valueOf(row.getString("kind")).label(), head(row, number),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant())))
            .list();
        boolean more = rows.size() > limit;
        List<Row> page = more ? rows.subList(0, limit) : rows;
        return new Page<>(page.stream().map(Row::conflict).toList(),
                more ? KeysetCursor.encode(CONFLICTS, page.getLast().id()) : null);
    }

    /** Deletes heads after the retention period, except the latest of each journal. */
    int deleteExpired(Instant now, Duration retention) {
        return this.jdbc.sql("""
                DELETE FROM witnessed_head h WHERE seen_at < ? AND sequence <
                    (SELECT max(sequence) FROM witnessed_head WHERE journal_id = h.journal_id)""")
            .param(at(now.minus(retention)))
            .update();
    }

    private boolean isOtherKeyPinned(WitnessedHead head) {
        Optional<String> pinned = this.jdbc.sql("""
                SELECT public_key FROM witnessed_journal
                WHERE service = ? AND instance = ? AND journal = ? ORDER BY id DESC LIMIT 1""")
            .params(head.service(), head.instance(), head.journal())
            .query(String.class)
            .optional();
        return pinned.isPresent() && !pinned.get().equals(head.publicKey());
    }

    private void insert(long id, WitnessedHead head, Instant now) {
        this.jdbc.sql("""
                INSERT INTO witnessed_head (journal_id, sequence, hash, signed_at, signature, seen_at)
                VALUES (:id, :sequence, :hash, :timestamp, :signature, :now)""")
            .paramSource(new RecordParameters(head).addValue("id", id).addValue("now", now))
            .update();
    }

    private static WitnessResult compare(WitnessedHead head, long sequence, String hash) {
        if (head.sequence() != sequence) {
            return (head.sequence() > sequence) ? WitnessResult.STORED : WitnessResult.BACKWARDS;
        }
        return head.hash().equals(hash) ? WitnessResult.KNOWN : WitnessResult.FORKED;
    }

    private static WitnessedHead head(ResultSet row, int number) throws SQLException {
        return new WitnessedHead(row.getString("service"), row.getString("instance"), row.getString("journal"),
                row.getLong("sequence"), row.getString("hash"), row.getString("signed_at"), row.getString("signature"),
                row.getString("public_key"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Row(long id, WitnessConflict conflict) {
    }

}

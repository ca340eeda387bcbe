/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Actuator endpoint of the journal, for operators and services:
 * {@code GET /actuator/auditjournal?actor=&resource=&type=&from=&to=&limit=} finds
 * events, {@code /actuator/auditjournal/head} returns the latest signed head for a
 * witness, {@code /actuator/auditjournal/verify} verifies the files.
 */
@Endpoint(id = "auditjournal")
public class AuditEndpoint {

    private static final int DEFAULT_LIMIT = 100;

    private static final int MAX_LIMIT = 1_000;

    private final AuditJournal journal;

    AuditEndpoint(AuditJournal journal) {
        this.journal = journal;
    }

    /**
     * Finds events.
     * @param actor the actor; null for all
     * @param resource the resource; null for all
     * @param type the type, with a trailing dot a prefix; null for all
     * @param from earliest time, inclusive; null for no bound
     * @param to latest time, exclusive; null for no bound
     * @param limit maximum number of events, capped at 1000; null for 100
     * @return the latest matching events
     */
    @ReadOperation
    public FoundEvents find(@Nullable String actor, @Nullable String resource, @Nullable String type,
            @Nullable OffsetDateTime from, @Nullable OffsetDateTime to, @Nullable Integer limit) {
        int atMost = (limit != null) ? Math.max(1, Math.min(MAX_LIMIT, limit)) : DEFAULT_LIMIT;
        return new FoundEvents(this.journal.find(new AuditQuery(actor, resource, type,
                (from != null) ? from.toInstant() : null, (to != null) ? to.toInstant() : null, atMost)));
    }

    /**
     * Returns a view of the journal.
     * @param view {@code head} for the latest signed head, {@code verify} for a
     * verification of the files
     * @return the view; null, rendered as 404, for other names and before the first head
     * @throws IOException if the files cannot be read
     */
    @ReadOperation
    public @Nullable Object view(@Selector String view) throws IOException {
        if (!(this.journal instanceof FileAuditJournal files)) {
            return null;
        }
        return switch (view) {
            case "head" -> Head.of(files.directory());
            case "verify" -> JournalVerification.verify(files.directory(), List.of());
            default -> null;
        };
    }

    /**
     * The latest signed head and the journal that it belongs to.
     *
     * @param journal name of the journal's directory, unique within the service's audit
     * directory
     * @param sequence sequence of the last line that the head covers
     * @param hash hash of that line, SHA-256 in hexadecimal
     * @param timestamp time of the signature, ISO 8601
     * @param signature Ed25519 signature in base64
     * @param publicKey X.509 public key in base64
     */
    public record Head(String journal, long sequence, String hash, String timestamp, String signature,
            String publicKey) {

        static @Nullable Head of(Path directory) throws IOException {
            AuditHead head = JournalFiles.head(directory);
            return (head != null) ? new Head(String.valueOf(directory.getFileName()), head.sequence(), head.hash(),
                    head.timestamp(), head.signature(), head.publicKey()) : null;
        }

    }

    /**
     * The result of a search.
     *
     * @param items the events, the latest first
     */
    public record FoundEvents(List<AuditRecord> items) {
    }

}

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
 * The journal over HTTP, for operators and services:
 * {@code GET /actuator/auditjournal?actor=&resource=&type=&from=&to=&limit=} finds
 * events, {@code /actuator/auditjournal/head} gives the newest signed head to whoever
 * keeps it as a witness, {@code /actuator/auditjournal/verify} checks the files.
 */
@Endpoint(id = "auditjournal")
public class AuditEndpoint {

    private static final int DEFAULT_LIMIT = 100;

    private static final int MAX_LIMIT = 1_000;

    private final FileAuditJournal journal;

    AuditEndpoint(FileAuditJournal journal) {
        this.journal = journal;
    }

    /** Finds events, the newest first. */
    @ReadOperation
    public Found find(@Nullable String actor, @Nullable String resource, @Nullable String type,
            @Nullable OffsetDateTime from, @Nullable OffsetDateTime to, @Nullable Integer limit) {
        int atMost = (limit != null) ? Math.max(1, Math.min(MAX_LIMIT, limit)) : DEFAULT_LIMIT;
        return new Found(this.journal.find(new AuditQuery(actor, resource, type,
                (from != null) ? from.toInstant() : null, (to != null) ? to.toInstant() : null, atMost)));
    }

    /** The newest signed head, or the result of a verification. */
    @ReadOperation
    public @Nullable Object part(@Selector String part) throws IOException {
        return switch (part) {
            case "head" -> Head.of(this.journal.directory());
            case "verify" -> JournalVerification.verify(this.journal.directory(), List.of());
            default -> null;
        };
    }

    /**
     * The newest signed head, and whose it is.
     *
     * @param journal name of the journal among those of its service on one machine
     * @param sequence number of the last line that it covers
     * @param hash of that line, SHA-256 in hexadecimal
     * @param timestamp when it was signed
     * @param signature Ed25519, in base64
     * @param publicKey that it verifies with, X.509 in base64
     */
    public record Head(String journal, long sequence, String hash, String timestamp, String signature,
            String publicKey) {

        static @Nullable Head of(Path directory) throws IOException {
            AuditHead head = JournalVerification.head(directory);
            return (head != null) ? new Head(String.valueOf(directory.getFileName()), head.sequence(), head.hash(),
                    head.timestamp(), head.signature(), head.publicKey()) : null;
        }

    }

    /**
     * What was found.
     *
     * @param items the newest first
     */
    public record Found(List<AuditRecord> items) {
    }

}

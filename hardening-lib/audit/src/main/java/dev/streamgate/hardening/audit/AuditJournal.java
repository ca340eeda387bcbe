/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.List;

/** An append-only, tamper-evident record of security-relevant events. Thread-safe. */
public interface AuditJournal {

    /**
     * Records an event and returns once it is durable.
     * @param event the event
     * @throws AuditUnavailableException if the event cannot be written
     */
    void recordDurably(AuditRecord event);

    /**
     * Queues an event and returns immediately: for frequent events that change no data.
     * Under overload events are dropped and counted.
     * @param event the event
     */
    void recordBestEffort(AuditRecord event);

    /**
     * Verifies that events can be written; called before an operation that must be
     * recorded.
     * @throws AuditUnavailableException if the last write failed and a retry fails too
     */
    void requireWritable();

    /**
     * Finds events.
     * @param query the conditions
     * @return the latest matching events, in descending order of time
     * @throws AuditUnavailableException if the journal cannot be read
     */
    List<AuditRecord> find(AuditQuery query);

}

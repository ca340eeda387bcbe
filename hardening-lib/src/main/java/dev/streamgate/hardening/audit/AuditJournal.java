/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.List;

/**
 * Keeps what happened: append-only, and so that a change shows. Safe for threads.
 */
public interface AuditJournal {

    /**
     * Keeps the event. When this returns it is on the disk.
     * @throws AuditUnavailableException when it cannot be kept
     */
    void recordDurably(AuditRecord event);

    /**
     * Keeps the event soon: for what happens often and changes nothing. Returns at once;
     * when more come than can be written, some are dropped and counted.
     */
    void recordBestEffort(AuditRecord event);

    /**
     * Throws when events cannot be kept at the moment; asked before something is done
     * that must be recorded.
     * @throws AuditUnavailableException when the last attempt to write has failed
     */
    void requireWritable();

    /** Finds events, the newest first. */
    List<AuditRecord> find(AuditQuery query);

}

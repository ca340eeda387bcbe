/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.List;

/**
 * Records nothing: the journal of an application that was processed ahead of time and
 * whose settings at run time name no directory. Stateless.
 */
final class DisabledAuditJournal implements ClosableAuditJournal {

    private final boolean intended;

    /**
     * Creates an instance.
     * @param intended whether {@code streamgate.audit.enabled} is false
     */
    DisabledAuditJournal(boolean intended) {
        this.intended = intended;
    }

    boolean isIntended() {
        return this.intended;
    }

    @Override
    public void recordDurably(AuditRecord event) {
    }

    @Override
    public void recordBestEffort(AuditRecord event) {
    }

    @Override
    public void requireWritable() {
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
        return List.of();
    }

    @Override
    public void close() {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Compares the lines of a journal with the heads that a witness stores. Not thread-safe.
 */
final class WitnessComparison {

    private final Map<Long, AuditHead> heads = new HashMap<>();

    private long confirmed;

    private long lastConfirmed = -1;

    WitnessComparison(Collection<AuditHead> heads) {
        heads.forEach((head) -> this.heads.put(head.sequence(), head));
    }

    /**
     * Compares a line with the witnessed head of its sequence, if there is one.
     * @param publicKey key of the segment; null before the first header
     */
    void compare(String place, long sequence, byte[] hash, @Nullable String publicKey, JournalFindings findings) {
        AuditHead head = this.heads.get(sequence);
        if (head == null) {
            return;
        }
        if (head.hash().equals(HexFormat.of().formatHex(hash)) && head.publicKey().equals(publicKey)) {
            this.confirmed++;
            this.lastConfirmed = Math.max(this.lastConfirmed, sequence);
        }
        else {
            findings.add(place + " (sequence %d) differs from the witnessed head signed on %s: modified"
                .formatted(sequence, head.timestamp()));
        }
    }

    /** Reports witnessed heads beyond the last line of the journal. */
    void compareEnd(long lastSequence, JournalFindings findings) {
        AuditHead latest = null;
        long missing = 0;
        for (AuditHead head : this.heads.values()) {
            if (head.sequence() > lastSequence) {
                missing++;
                latest = (latest == null || head.sequence() > latest.sequence()) ? head : latest;
            }
        }
        if (latest != null) {
            findings.add("the witnessed head at sequence %d, signed on %s, is missing (and %d earlier ones): truncated"
                .formatted(latest.sequence(), latest.timestamp(), missing - 1));
        }
    }

    /** Number of heads that match a line. */
    long confirmed() {
        return this.confirmed;
    }

    /** Sequence of the last line that matches a head; -1 without one. */
    long lastConfirmed() {
        return this.lastConfirmed;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the findings of a verification, at most 100. Lines found after a gap that
 * belong into it are reordered; a gap whose lines do not all reappear is a removal. Not
 * thread-safe.
 */
final class JournalFindings {

    private static final int MAX_FINDINGS = 100;

    private final List<String> findings = new ArrayList<>();

    private final List<Gap> gaps = new ArrayList<>();

    void add(String finding) {
        if (this.findings.size() < MAX_FINDINGS) {
            this.findings.add(finding);
        }
    }

    /** Notes missing sequences, which may follow later in the file. */
    void gap(String place, long first, long last) {
        if (this.gaps.size() < MAX_FINDINGS) {
            this.gaps.add(new Gap(place, first, last));
        }
    }

    /** Adds a line whose sequence is not greater than that of an earlier line. */
    void outOfOrder(String place, long sequence) {
        for (Gap gap : this.gaps) {
            if (sequence >= gap.first && sequence <= gap.last) {
                gap.reappeared++;
                add(place + " has sequence %d, which belongs before %s: reordered".formatted(sequence, gap.place));
                return;
            }
        }
        add(place + " repeats sequence %d: duplicated".formatted(sequence));
    }

    /** Adds the gaps that were not filled. */
    void reportGaps() {
        this.gaps.stream().filter((gap) -> gap.reappeared < gap.size()).forEach((gap) -> add(gap.toString()));
    }

    List<String> list() {
        return List.copyOf(this.findings);
    }

    /** A range of missing sequences. */
    private static final class Gap {

        private final String place;

        private final long first;

        private final long last;

        private long reappeared;

        Gap(String place, long first, long last) {
            this.place = place;
            this.first = first;
            this.last = last;
        }

        long size() {
            return this.last - this.first + 1;
        }

        @Override
        public String toString() {
            return (this.first == this.last)
                    ? "sequence %d is missing before %s: removed".formatted(this.first, this.place)
                    : "sequences %d to %d are missing before %s: removed".formatted(this.first, this.last, this.place);
        }

    }

}

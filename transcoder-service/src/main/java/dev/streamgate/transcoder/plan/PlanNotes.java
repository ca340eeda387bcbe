/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what the owner of a content should know of its source: tracks that are not
 * offered, and damage. Each note is a sentence. Not thread-safe.
 */
public final class PlanNotes {

    /** More notes than anyone reads. */
    private static final int MAX_NOTES = 32;

    private final List<String> notes = new ArrayList<>();

    /** Adds a note unless it has been added. */
    public void add(String note) {
        if (this.notes.size() < MAX_NOTES && !this.notes.contains(note)) {
            this.notes.add(note);
        }
    }

    /** The notes in the order of their addition. */
    public List<String> toList() {
        return List.copyOf(this.notes);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.streamgate.transcoder.task.TaskContext;

/** Records the reports of a task. */
public class RecordingContext implements TaskContext {

    private final List<Integer> published = new CopyOnWriteArrayList<>();

    private final int end;

    public RecordingContext(int end) {
        this.end = end;
    }

    /** The numbers reported by {@link #published(int)}. */
    public List<Integer> published() {
        return this.published;
    }

    @Override
    public boolean urgent() {
        return true;
    }

    @Override
    public int end() {
        return this.end;
    }

    @Override
    public void published(int nextSegment) {
        this.published.add(nextSegment);
    }

    @Override
    public void progress(double fraction) {
        // No test reads it.
    }

    @Override
    public void checkActive() {
        // Never stopped.
    }

    @Override
    public Registration onStop(Runnable action) {
        return () -> {
        };
    }

}

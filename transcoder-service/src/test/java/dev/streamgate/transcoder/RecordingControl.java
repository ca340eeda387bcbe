/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskStoppedException;

/** Remembers what a task tells, and stops it when asked to. */
public final class RecordingControl implements TaskContext {

    private final List<Integer> published = new CopyOnWriteArrayList<>();

    private final List<Runnable> interested = new CopyOnWriteArrayList<>();

    private volatile int end;

    private volatile int stopAt = Integer.MAX_VALUE;

    private volatile boolean stopped;

    public RecordingControl(int end) {
        this.end = end;
    }

    /** The numbers told by {@link #published}. */
    public List<Integer> published() {
        return this.published;
    }

    /** Stops the task once all segments below a number are published. */
    public RecordingControl stopAt(int segment) {
        this.stopAt = segment;
        return this;
    }

    /** Moves the end once the first segment is published. */
    public void shrinkTo(int newEnd) {
        this.end = newEnd;
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
        if (nextSegment >= this.stopAt) {
            this.stopped = true;
            this.interested.forEach(Runnable::run);
        }
    }

    @Override
    public void progress(double fraction) {
        // Nobody asks for it.
    }

    @Override
    public void check() throws TaskStoppedException {
        if (this.stopped) {
            throw new TaskStoppedException();
        }
    }

    @Override
    public Interest whenStopped(Runnable action) {
        this.interested.add(action);
        return () -> this.interested.remove(action);
    }

}

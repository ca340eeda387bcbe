/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;
import java.util.Map;

import dev.streamgate.contracts.media.MediaTask;

/** Performs the tasks of one type. Implementations are thread-safe. */
public interface Task {

    /** The type of the leases that it handles. */
    String type();

    /**
     * Performs a task. Idempotent: a task that was interrupted anywhere may run again.
     * @param task the lease's payload
     * @param context the running lease
     * @return the result that the queue receives on completion
     * @throws dev.streamgate.media.ffmpeg.UnreadableMediaException if the source is
     * unusable, so that retrying does not help
     * @throws TaskStoppedException if the task was stopped
     * @throws IOException if the task failed otherwise
     */
    Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException;

}

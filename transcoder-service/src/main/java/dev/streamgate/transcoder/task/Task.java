/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;
import java.util.Map;

import dev.streamgate.contracts.media.MediaTask;

/** One kind of work. Safe for use by many threads. */
public interface Task {

    /** The type of the leases that it works on. */
    String type();

    /**
     * Does the work. It may be repeated after having been cut off anywhere.
     * @return what the queue is told when it is done
     * @throws dev.streamgate.media.ffmpeg.UnreadableMediaException if the source is at
     * fault, so that trying again does not help
     * @throws TaskStoppedException if it was told to stop
     * @throws IOException if anything else went wrong
     */
    Map<String, Object> run(MediaTask task, TaskContext control) throws IOException, InterruptedException;

}

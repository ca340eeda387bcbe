/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;

/**
 * The task was stopped: its lease was lost or cancelled, or this process shuts down.
 * Unpublished work is discarded.
 */
public final class TaskStoppedException extends IOException {

    public TaskStoppedException() {
        super("The task was stopped");
    }

}

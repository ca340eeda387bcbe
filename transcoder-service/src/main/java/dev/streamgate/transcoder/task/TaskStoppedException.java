/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;

/** The lease is over: whatever was not published is to be thrown away. */
public final class TaskStoppedException extends IOException {

    public TaskStoppedException() {
        super("The task was stopped");
    }

}

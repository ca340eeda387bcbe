/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

/** Where a package stands. */
enum PackageState {

    /** Tasks are waiting or running. */
    RUNNING,

    /** Everything is published; the tasks may be forgotten. */
    READY,

    /** A task was given up. */
    FAILED,

    /** Nobody wanted it any more. */
    CANCELLED,

    /** Its folder is to be deleted. */
    PURGING

}

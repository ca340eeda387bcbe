/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

/** State of a media package. */
public enum PackageState {

    /** It has tasks that have not ended. */
    RUNNING,

    /** All segments are published; its tasks may be deleted. */
    READY,

    /** A task failed after its last attempt. */
    FAILED,

    /**
     * Its tasks were cancelled because no job waited for them any more, or its source was
     * planned again: then its copied segments are still published, and what a player of
     * it requests is encoded.
     */
    CANCELLED,

    /** Its files are being deleted. */
    PURGING

}

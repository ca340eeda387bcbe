/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job stands. The last three are final. */
public enum JobState {

    /** Waits for a runner, or for its next attempt. */
    @JsonProperty("queued")
    QUEUED,

    /**
     * A runner holds its lease, or, for a job made of tasks, at least one task has been
     * planned.
     */
    @JsonProperty("running")
    RUNNING,

    /** Done; its result is kept. */
    @JsonProperty("succeeded")
    SUCCEEDED,

    /** Given up after its last attempt; an operator may retry it. */
    @JsonProperty("failed")
    FAILED,

    /** Stopped on request. */
    @JsonProperty("cancelled")
    CANCELLED

}

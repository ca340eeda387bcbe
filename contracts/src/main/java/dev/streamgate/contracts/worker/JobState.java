/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a job or task. */
public enum JobState {

    /** Waiting for a runner, or for its next attempt. */
    @JsonProperty("queued")
    QUEUED,

    /**
     * Leased by a runner; a job that consists of tasks is running until they have ended.
     */
    @JsonProperty("running")
    RUNNING,

    /** Completed; its result is stored. */
    @JsonProperty("succeeded")
    SUCCEEDED,

    /** Failed after its last attempt (a dead letter); an operator may retry it. */
    @JsonProperty("failed")
    FAILED,

    /** Cancelled on request. */
    @JsonProperty("cancelled")
    CANCELLED

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * State of a requested segment.
 *
 * @param state whether the segment is published
 */
public record OnDemandResult(State state) {

    /** Whether a segment is published. */
    public enum State {

        /** Published in the blob store. */
        @JsonProperty("published")
        PUBLISHED,

        /** Queued or in progress. */
        @JsonProperty("pending")
        PENDING,

        /**
         * Never published: its task failed or was cancelled, or the segment does not
         * exist.
         */
        @JsonProperty("gone")
        GONE

    }
}

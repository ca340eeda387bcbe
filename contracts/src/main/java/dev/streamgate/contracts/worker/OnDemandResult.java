/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a demand.
 *
 * @param state whether the segment is there
 */
public record OnDemandResult(State state) {

    /** Whether the segment is there. */
    public enum State {

        /** Published: read it from the blob store. */
        @JsonProperty("published")
        PUBLISHED,

        /** Not yet: queued or being made. */
        @JsonProperty("pending")
        PENDING,

        /**
         * It will not come: its task failed or was cancelled, or there is no such
         * segment.
         */
        @JsonProperty("gone")
        GONE

    }
}

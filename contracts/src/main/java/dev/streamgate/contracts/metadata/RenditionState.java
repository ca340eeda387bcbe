/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many segments of a rendition are published. */
public enum RenditionState {

    /** No segment. */
    @JsonProperty("pending")
    PENDING,

    /** Some segments. */
    @JsonProperty("partial")
    PARTIAL,

    /** All segments. */
    @JsonProperty("ready")
    READY

}

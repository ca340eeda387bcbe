/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lifecycle state of a content. */
public enum ContentState {

    /** It has no video yet. */
    @JsonProperty("draft")
    DRAFT,

    /** Its video is being encoded. */
    @JsonProperty("processing")
    PROCESSING,

    /** All renditions are complete; visible to its owner only. */
    @JsonProperty("ready")
    READY,

    /** Available to everyone whom its visibility admits. */
    @JsonProperty("published")
    PUBLISHED,

    /** Withdrawn; visible to its owner only. */
    @JsonProperty("archived")
    ARCHIVED,

    /** Its video could not be encoded; {@code error} has the reason. */
    @JsonProperty("failed")
    FAILED

}

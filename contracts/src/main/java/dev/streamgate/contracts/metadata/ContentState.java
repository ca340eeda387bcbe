/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The life of a content. */
public enum ContentState {

    /** Described, without a video. */
    @JsonProperty("draft")
    DRAFT,

    /** A video is being prepared. */
    @JsonProperty("processing")
    PROCESSING,

    /** Every rendition is there; only the owner sees it. */
    @JsonProperty("ready")
    READY,

    /** Open to everybody whom its visibility lets in. */
    @JsonProperty("published")
    PUBLISHED,

    /** Taken back; only the owner sees it. */
    @JsonProperty("archived")
    ARCHIVED,

    /** Its video could not be prepared; {@code error} says why. */
    @JsonProperty("failed")
    FAILED

}

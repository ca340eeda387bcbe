/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The life of an upload. The last four are final. */
public enum UploadState {

    /** Takes bytes. */
    @JsonProperty("open")
    OPEN,

    /** Every byte is there; what they are is being looked at. */
    @JsonProperty("verifying")
    VERIFYING,

    /** Kept, and handed over to its content. */
    @JsonProperty("stored")
    STORED,

    /** Not a video or a sound that can be used; {@code error} says why. */
    @JsonProperty("rejected")
    REJECTED,

    /** Given up by its owner. */
    @JsonProperty("aborted")
    ABORTED,

    /** Left unfinished for too long. */
    @JsonProperty("expired")
    EXPIRED

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an upload. The last four are terminal. */
public enum UploadState {

    /** Accepts bytes. */
    @JsonProperty("open")
    OPEN,

    /** All bytes are received; their verification is not finished. */
    @JsonProperty("verifying")
    VERIFYING,

    /** The file is valid and stored permanently. */
    @JsonProperty("stored")
    STORED,

    /** The file cannot be used; {@code error} gives the reason. */
    @JsonProperty("rejected")
    REJECTED,

    /** Cancelled by its owner or an operator, or its content was deleted. */
    @JsonProperty("aborted")
    ABORTED,

    /** Received no bytes for too long. */
    @JsonProperty("expired")
    EXPIRED

}

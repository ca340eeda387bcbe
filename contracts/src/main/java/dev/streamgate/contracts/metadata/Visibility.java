/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may watch a published content. */
public enum Visibility {

    /** Its owner. */
    @JsonProperty("private")
    PRIVATE,

    /** Every viewer, signed in or not. */
    @JsonProperty("public")
    PUBLIC,

    /** Viewers that the gate's rule permits. */
    @JsonProperty("gated")
    GATED

}

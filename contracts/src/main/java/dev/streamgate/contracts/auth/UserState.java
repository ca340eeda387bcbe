/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a user may sign in. */
public enum UserState {

    /** The user may sign in. */
    @JsonProperty("active")
    ACTIVE,

    /** The user has no session and cannot start one. */
    @JsonProperty("disabled")
    DISABLED

}

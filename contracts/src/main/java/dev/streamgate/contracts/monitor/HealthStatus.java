/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Health of an instance. */
public enum HealthStatus {

    /** The instance responds and all its dependencies are available. */
    @JsonProperty("up")
    UP,

    /** The instance responds, but a dependency is unavailable. */
    @JsonProperty("degraded")
    DEGRADED,

    /** The instance does not respond. */
    @JsonProperty("down")
    DOWN,

    /** The instance has not been polled yet. */
    @JsonProperty("unknown")
    UNKNOWN

}

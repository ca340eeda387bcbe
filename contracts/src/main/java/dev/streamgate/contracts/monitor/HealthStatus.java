/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an instance of a service does. */
public enum HealthStatus {

    /** It answers and all that it needs is there. */
    @JsonProperty("up")
    UP,

    /** It answers, but something that it needs is missing; part of its work goes on. */
    @JsonProperty("degraded")
    DEGRADED,

    /** It does not answer. */
    @JsonProperty("down")
    DOWN,

    /** Nobody has looked yet. */
    @JsonProperty("unknown")
    UNKNOWN

}

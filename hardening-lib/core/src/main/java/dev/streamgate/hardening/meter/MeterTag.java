/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

/**
 * Tag keys of the library's meters, so that the same concept has the same key everywhere.
 * Applications declare their keys in an enum of {@link TagKey}.
 */
public enum MeterTag implements TagKey {

    /** Name of a cache. */
    CACHE,

    /** Name of a dependency. */
    DEPENDENCY,

    /** Name of a controller or of an alert handler. */
    HANDLER,

    /** Variant or reason. */
    KIND,

    /** Level of an alert. */
    LEVEL,

    /** Name of a controller's method. */
    OPERATION,

    /** Outcome. */
    OUTCOME,

    /** Name of a rate-limit plan. */
    PLAN,

    /** Current state. */
    STATE,

    /** Type of a job or task. */
    TYPE

}

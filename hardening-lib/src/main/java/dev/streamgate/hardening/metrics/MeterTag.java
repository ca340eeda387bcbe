/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

/**
 * Keys that the library's meters have, so that the same thing has the same key
 * everywhere; an application's own are an enum of {@link TagKey}.
 */
public enum MeterTag implements TagKey {

    /** Name of a cache. */
    CACHE,

    /** Name of a dependency. */
    DEPENDENCY,

    /** Name of the controller, or of the alert handler. */
    HANDLER,

    /** Which of several ways, or reasons. */
    KIND,

    /** Level of an alert. */
    LEVEL,

    /** Name of the controller's method. */
    OPERATION,

    /** What came of it. */
    OUTCOME,

    /** Name of a rate-limit plan. */
    PLAN,

    /** Where something stands at the moment. */
    STATE,

    /** Type of a job or task. */
    TYPE

}

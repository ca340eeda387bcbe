/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import org.springframework.boot.health.contributor.Status;

/**
 * The health status between {@link Status#UP} and {@link Status#DOWN}: an optional
 * dependency is unavailable, and so are some operations. Its HTTP status is 200, so that
 * load balancers keep the instance.
 */
public final class Degraded {

    /** {@code DEGRADED}. */
    public static final Status STATUS = new Status("DEGRADED", "Some operations are unavailable.");

    private Degraded() {
    }

}

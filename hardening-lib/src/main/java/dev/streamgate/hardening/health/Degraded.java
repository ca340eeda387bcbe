/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import org.springframework.boot.health.contributor.Status;

/**
 * The health status between {@link Status#UP} and {@link Status#DOWN}: something that is
 * needed is missing, and part of the work goes on. As HTTP it is 200, since whoever asks
 * should not take the service for dead.
 */
public final class Degraded {

    /** {@code DEGRADED}. */
    public static final Status STATUS = new Status("DEGRADED", "Part of the work goes on.");

    private Degraded() {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/** Where an alert stands. */
public enum AlertState {

    /** Its condition holds, but not yet for as long as the rule asks. */
    PENDING,

    /** Its condition has held for long enough. */
    FIRING,

    /** It was firing and is over. */
    RESOLVED

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/** Bounds the number of active alerts of all rules together. Not thread-safe. */
final class ActiveAlertLimit {

    private final int maxActive;

    private int active;

    private long dropped;

    ActiveAlertLimit(int maxActive) {
        this.maxActive = maxActive;
    }

    /** Reserves room for an alert; otherwise counts it as dropped. */
    boolean tryAcquire() {
        if (this.active >= this.maxActive) {
            this.dropped++;
            return false;
        }
        this.active++;
        return true;
    }

    void release() {
        this.active--;
    }

    int active() {
        return this.active;
    }

    long dropped() {
        return this.dropped;
    }

}

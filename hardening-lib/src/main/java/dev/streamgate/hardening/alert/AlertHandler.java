/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

/**
 * Somebody who is told of alerts. Each bean of this type has a queue of its own, bounded,
 * and a thread that empties it: alerts come one after the other, in order, when they
 * begin to fire and when they are resolved, and once for each {@link InfoEvent}. What
 * throws is tried again after a growing pause; what fails for good, and what finds the
 * queue full, is counted and logged. No handler can hold up another.
 */
public interface AlertHandler {

    /** Its name in meters and log lines; a constant. */
    String name();

    /**
     * Tells of an alert.
     * @param alert firing or resolved
     * @throws Exception when it could not be told; it is tried again
     */
    void handle(Alert alert) throws Exception;

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

/**
 * The end of the process in the middle of an operation. An error, so that no handler of
 * exceptions goes on; every later operation under the same plan throws it too.
 */
public final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(String operation) {
        super("The process ends before: " + operation);
    }

}

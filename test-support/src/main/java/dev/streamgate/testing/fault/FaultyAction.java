/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.fault;

import java.io.IOException;

/** An operation on the disk, and on what of it is durable. */
@FunctionalInterface
interface FaultyAction {

    /** No effect. */
    FaultyAction NONE = (nodes) -> {
    };

    void run(DurableState nodes) throws IOException;

}

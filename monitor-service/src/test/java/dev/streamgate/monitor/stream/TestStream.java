/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

/** Creates streams for tests of other packages. */
public final class TestStream {

    private TestStream() {
    }

    public static ChangeStream create() {
        return new ChangeStream(100);
    }

}

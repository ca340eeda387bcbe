/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.time.Instant;

/**
 * A process that this or an earlier launcher started.
 *
 * @param name what it is called here, for instance {@code auth}
 * @param identity which process it is
 * @param port the port it serves on
 * @param build which build of the program it runs
 * @param startedAt when it was started
 */
public record StartedProcess(String name, ProcessIdentity identity, int port, String build, Instant startedAt) {
}

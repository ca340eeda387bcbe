/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.time.Instant;

/**
 * A process started by this or an earlier run of the launcher.
 *
 * @param name the launcher's name for it, for instance {@code auth}
 * @param identity the process
 * @param port the port that it serves
 * @param build identifies the build of its program
 * @param startedAt the time of its start
 */
public record StartedProcess(String name, ProcessIdentity identity, int port, String build, Instant startedAt) {
}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

/** Operations that make something durable or visible to other processes. */
public enum InjectionPoint {

    /** A write to a file. */
    WRITE,

    /** A sync of a file. */
    SYNC,

    /** A sync of a directory, which makes names durable. */
    DIRECTORY_SYNC,

    /** A rename, or a second link. */
    RENAME,

    /** A commit, or an update outside of transactions. */
    COMMIT

}

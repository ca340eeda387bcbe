/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;

import dev.streamgate.contracts.media.MediaTask;

/** Reads the package key of a task that must have one. */
public final class PackageKey {

    private PackageKey() {
    }

    /**
     * The key.
     * @throws IOException if the task has none
     */
    public static String of(MediaTask task) throws IOException {
        String packageKey = task.packageKey();
        if (packageKey == null) {
            throw new IOException("A task without a package");
        }
        return packageKey;
    }

}

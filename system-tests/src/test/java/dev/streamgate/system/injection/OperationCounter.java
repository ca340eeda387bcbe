/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Counts the operations of this process and ends it at the armed one. The instrumented
 * methods call it, so it is loaded by the boot loader. Safe for threads.
 */
public final class OperationCounter {

    /** Exit status of an ended process. */
    public static final int EXIT_STATUS = 86;

    private static volatile File file = new File("");

    private static InjectedFault fault = new InjectedFault(InjectionPoint.WRITE, 0, false);

    private static boolean armed;

    private static int count;

    private OperationCounter() {
    }

    static void use(String path) {
        file = new File(path);
    }

    /**
     * Called before and after a sync.
     * @param path the synced file or directory
     */
    public static void sync(boolean after, String path) {
        operation(after, (new File(path).isDirectory() ? InjectionPoint.DIRECTORY_SYNC : InjectionPoint.SYNC));
    }

    /** Called before and after a write. */
    public static void write(boolean after) {
        operation(after, InjectionPoint.WRITE);
    }

    /** Called before and after a rename or link. */
    public static void rename(boolean after) {
        operation(after, InjectionPoint.RENAME);
    }

    /** Called before and after a commit. */
    public static void commit(boolean after) {
        operation(after, InjectionPoint.COMMIT);
    }

    /**
     * Called before and after an update.
     * @param autoCommit whether it commits
     */
    public static void update(boolean autoCommit, boolean after) {
        if (autoCommit) {
            commit(after);
        }
    }

    private static synchronized void operation(boolean after, InjectionPoint point) {
        if (!file.exists()) {
            armed = false;
            return;
        }
        if (!armed) {
            fault = read();
            armed = true;
            count = 0;
        }
        if (fault.point() == point && fault.after() == after && ++count == fault.occurrence()) {
            // Before the end, so that the restarted process is not armed.
            file.delete();
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }

    private static InjectedFault read() {
        try {
            return InjectedFault.read(file.toPath());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}

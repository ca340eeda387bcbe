/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

/** Runs an action and undoes it if it fails or the launcher is interrupted. */
final class Rollback {

    private Rollback() {
    }

    /**
     * Runs an action.
     * @param action the action
     * @param undo undoes its effects; also runs on a signal such as Ctrl-C
     */
    static void onFailure(Runnable action, Runnable undo) {
        Thread hook = new Thread(undo);
        Runtime.getRuntime().addShutdownHook(hook);
        boolean succeeded = false;
        try {
            action.run();
            succeeded = true;
        }
        finally {
            if (removeHook(hook) && !succeeded) {
                undo.run();
            }
        }
    }

    private static boolean removeHook(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (IllegalStateException ex) {
            // The JVM is shutting down and runs the hook.
            return false;
        }
    }

}

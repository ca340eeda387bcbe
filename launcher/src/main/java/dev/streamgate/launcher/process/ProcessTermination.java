/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.streamgate.launcher.terminal.Poll;

/** How processes are ended: asked first, then made to. */
public final class ProcessTermination {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private ProcessTermination() {
    }

    /**
     * Asks processes to end, all at once, and kills those that did not, with everything
     * below them.
     * @param processes which; a number that another process has by now is left alone
     * @param patience how long they may take
     * @return those that had to be killed
     */
    public static List<ProcessIdentity> of(Collection<ProcessIdentity> processes, Duration patience) {
        processes.forEach((process) -> process.handle().ifPresent(ProcessHandle::destroy));
        awaitExit(processes, patience);
        List<ProcessIdentity> stubborn = processes.stream().filter(ProcessIdentity::isAlive).toList();
        for (ProcessIdentity process : stubborn) {
            process.handle().ifPresent((handle) -> {
                List<ProcessHandle> below = handle.descendants().toList();
                handle.destroyForcibly();
                below.forEach(ProcessHandle::destroyForcibly);
            });
        }
        awaitExit(stubborn, AFTER_KILL);
        return stubborn;
    }

    /**
     * Waits until processes are gone.
     * @return whether they are
     */
    public static boolean awaitExit(Collection<ProcessIdentity> processes, Duration patience) {
        return Poll
            .until(patience, GLANCE,
                    () -> processes.stream().anyMatch(ProcessIdentity::isAlive) ? Optional.empty() : Optional.of(true))
            .isPresent();
    }

}

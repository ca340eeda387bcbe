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

/** Terminates processes: first SIGTERM, then SIGKILL. */
public final class ProcessTermination {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private ProcessTermination() {
    }

    /**
     * Sends SIGTERM to all processes and, after a time-out, SIGKILL to those still
     * running and to their descendants.
     * @param processes the processes; an id that another process has taken over receives
     * no signal
     * @param timeout the time for a graceful end
     * @return the processes that were killed
     */
    public static List<ProcessIdentity> of(Collection<ProcessIdentity> processes, Duration timeout) {
        processes.forEach((process) -> process.handle().ifPresent(ProcessHandle::destroy));
        awaitExit(processes, timeout);
        List<ProcessIdentity> remaining = processes.stream().filter(ProcessIdentity::isAlive).toList();
        for (ProcessIdentity process : remaining) {
            process.handle().ifPresent((handle) -> {
                List<ProcessHandle> descendants = handle.descendants().toList();
                handle.destroyForcibly();
                descendants.forEach(ProcessHandle::destroyForcibly);
            });
        }
        awaitExit(remaining, KILL_TIMEOUT);
        return remaining;
    }

    /**
     * Waits until processes have ended.
     * @return whether all have ended within the time-out
     */
    public static boolean awaitExit(Collection<ProcessIdentity> processes, Duration timeout) {
        return Poll
            .until(timeout, POLL_INTERVAL,
                    () -> processes.stream().anyMatch(ProcessIdentity::isAlive) ? Optional.empty() : Optional.of(true))
            .isPresent();
    }

}

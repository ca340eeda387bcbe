/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Identifies a process by its id and its start, since the operating system reuses process
 * ids.
 *
 * @param pid the process id
 * @param birth an opaque value of its start, comparable for equality only
 */
public record ProcessIdentity(long pid, String birth) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /** The running process with an id; empty without one and for a zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        return birthOf(pid).map((birth) -> new ProcessIdentity(pid, birth));
    }

    /** Whether this process is still running. */
    public boolean isAlive() {
        return birthOf(this.pid).filter(this.birth::equals).isPresent();
    }

    /** The handle of the process; empty after its end. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(this.pid) : Optional.empty();
    }

    /*
     * The JDK derives start instants from the boot time by the wall clock, which changes
     * when the clock is set. The kernel's start ticks do not change.
     */
    private static Optional<String> birthOf(long pid) {
        if (!Files.exists(BOOT_ID)) {
            return ProcessHandle.of(pid).flatMap((handle) -> handle.info().startInstant()).map(Object::toString);
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean zombie = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return zombie ? Optional.empty()
                    : Optional.of(Files.readString(BOOT_ID).strip() + ":" + fields[START_TICKS]);
        }
        catch (IOException ex) {
            return Optional.empty();
        }
    }

}

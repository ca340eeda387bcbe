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
 * One process and no other: its number together with its birth, since numbers are used
 * again.
 *
 * @param pid the process number
 * @param birth when it was born, comparable for equality only
 */
public record ProcessIdentity(long pid, String birth) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /** The process that has a number now; empty if none has, or it is a zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        return birthOf(pid).map((birth) -> new ProcessIdentity(pid, birth));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return birthOf(this.pid).filter(this.birth::equals).isPresent();
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(this.pid) : Optional.empty();
    }

    /*
     * The JDK reckons start instants from the wall clock at boot, which moves when the
     * clock is set: the same process may have two. The kernel's own numbers do not move.
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

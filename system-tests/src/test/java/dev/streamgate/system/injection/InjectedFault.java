/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The end of a process at one of its operations.
 *
 * @param point the kind of operation
 * @param occurrence the operation among those of its kind, from 1, counted from the
 * moment at which the fault was armed
 * @param after whether the operation is carried out
 */
public record InjectedFault(InjectionPoint point, int occurrence, boolean after) {

    /**
     * Arms the process whose {@link InjectionAgent} reads a file.
     * @throws IOException if the file cannot be written
     */
    public void arm(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, this.point + " " + this.occurrence + " " + this.after);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads an armed fault. */
    static InjectedFault read(Path file) throws IOException {
        String[] fields = Files.readString(file).split(" ", -1);
        return new InjectedFault(InjectionPoint.valueOf(fields[0]), Integer.parseInt(fields[1]),
                Boolean.parseBoolean(fields[2]));
    }

    @Override
    public String toString() {
        return (this.after ? "after " : "before ") + this.point + " " + this.occurrence;
    }

}

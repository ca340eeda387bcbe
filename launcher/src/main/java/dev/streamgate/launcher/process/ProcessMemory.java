/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Memory of processes, additive over processes. */
public final class ProcessMemory {

    private static final long KIBIBYTE = 1024;

    private ProcessMemory() {
    }

    /**
     * Proportional set size of a process and its descendants: each shared page counts in
     * equal parts for the processes that share it.
     * @return bytes; empty on systems other than Linux
     */
    public static OptionalLong proportional(long pid) {
        OptionalLong own = ofOne(pid);
        if (own.isEmpty()) {
            return own;
        }
        Stream<ProcessHandle> descendants = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
        return OptionalLong.of(own.getAsLong() + descendants.mapToLong((child) -> ofOne(child.pid()).orElse(0)).sum());
    }

    private static OptionalLong ofOne(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter((line) -> line.startsWith("Pss:"))
                .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D+", "")) * KIBIBYTE)
                .findFirst();
        }
        catch (IOException ex) {
            return OptionalLong.empty();
        }
    }

}

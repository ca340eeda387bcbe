/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * A command that survives the launcher and its terminal.
 *
 * @param command the program and its arguments; never secrets, since all users of the
 * machine can read them
 * @param environment the complete environment
 * @param folder the working directory
 * @param log the file of its output, to which it appends; see {@link LogRotation}
 */
public record DetachedCommand(List<String> command, Map<String, String> environment, Path folder, Path log) {

    /**
     * Starts the command with a new log file; that of the previous run is kept.
     * @throws LaunchFailure if the program cannot be started
     */
    public Process start() {
        LogRotation.shift(this.log);
        return restart();
    }

    /**
     * Starts the command and continues the log file of the previous run.
     * @throws LaunchFailure if the program cannot be started
     */
    public Process restart() {
        List<String> line = new ArrayList<>();
        // setsid starts a new session, which receives no signal of the terminal. Both
        // programs exec the command, so the process id stays the same.
        line.add(find("setsid").or(() -> find("nohup")).map(Path::toString).orElse("nohup"));
        line.addAll(this.command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(this.folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            // Appending, so that a rotation can truncate the file while the command
            // writes.
            .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(this.environment);
        try {
            return builder.start();
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not start " + this.command.getFirst(), ex);
        }
    }

    /** Finds a program on the {@code PATH}. */
    public static Optional<Path> find(String program) {
        return find(program, System.getenv().getOrDefault("PATH", ""));
    }

    /**
     * Finds a program in directories.
     * @param program the program's name
     * @param path the directories in the form of {@code PATH}
     */
    public static Optional<Path> find(String program, String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, program);
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

}

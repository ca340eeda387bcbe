/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * A command that goes on when the launcher and its terminal are gone.
 *
 * @param command the program and its arguments; no secret belongs here, everyone on the
 * machine can read them
 * @param environment all of its environment
 * @param folder where it runs
 * @param log what it prints goes there; what an earlier run printed is kept as {@code .1}
 */
public record DetachedCommand(List<String> command, Map<String, String> environment, Path folder, Path log) {

    /**
     * Starts it.
     * @throws LaunchFailure when it cannot be started
     */
    public Process start() {
        List<String> line = new ArrayList<>();
        // A session of its own: neither Ctrl-C nor a closed terminal reaches it. Both
        // programs become the command, so the process number stays.
        line.add(find("setsid").or(() -> find("nohup")).map(Path::toString).orElse("nohup"));
        line.addAll(this.command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(this.folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(this.log.toFile());
        builder.environment().clear();
        builder.environment().putAll(this.environment);
        try {
            if (Files.exists(this.log)) {
                Files.move(this.log, this.log.resolveSibling(this.log.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
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
     * Finds a program in some folders.
     * @param program its name
     * @param path the folders, as {@code PATH} lists them
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

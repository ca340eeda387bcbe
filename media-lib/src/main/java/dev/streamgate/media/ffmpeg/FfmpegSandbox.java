/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.media.ffmpeg.FfmpegListener.RunListener;

/**
 * Separates ffmpeg from the host, so that a file that takes it over reaches little. With
 * bubblewrap it sees the system's libraries, its own executables, and the files that its
 * arguments name; without it, {@code unshare} still takes the network away. Containers
 * mostly forbid both. Immutable.
 */
enum FfmpegSandbox {

    /** No network, no other processes, and only the files that the arguments name. */
    FILES {

        @Override
        List<String> enter(List<String> command, Map<String, String> environment) {
            List<String> sandbox = new ArrayList<>(List.of("bwrap", "--unshare-all", "--die-with-parent",
                    "--new-session", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"));
            SYSTEM.forEach((path) -> sandbox.addAll(List.of("--ro-bind-try", path, path)));
            for (String path : readable(command, environment)) {
                sandbox.addAll(List.of("--ro-bind-try", path, path));
            }
            for (String path : written(command)) {
                sandbox.addAll(List.of("--bind", path, path));
            }
            sandbox.addAll(command);
            return sandbox;
        }

    },

    /** No network. */
    NETWORK {

        @Override
        List<String> enter(List<String> command, Map<String, String> environment) {
            List<String> sandbox = new ArrayList<>(List.of("unshare", "--user", "--map-current-user", "--net"));
            sandbox.addAll(command);
            return sandbox;
        }

    },

    /** What the service may do, ffmpeg may do. */
    NONE {

        @Override
        List<String> enter(List<String> command, Map<String, String> environment) {
            return command;
        }

    };

    private static final Logger logger = LoggerFactory.getLogger(FfmpegSandbox.class);

    /**
     * Libraries, the loader's cache, and Debian's choice between versions of libraries.
     */
    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache",
            "/etc/alternatives");

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private static final long MEMORY_KIB = 4L * 1024 * 1024;

    private static final String FILE = "file:";

    /** The option of a filter that reads a file, which is not a whole argument. */
    private static final Pattern FILTER_FILE = Pattern.compile("\\bfile=((?:\\\\.|[^:\\\\])+)");

    /**
     * The strongest one that this host allows and in which a program starts. A script
     * that calls a program elsewhere does not start in {@link #FILES}.
     * @param program the program
     * @param environment the variables that it needs
     * @throws IllegalStateException if a sandbox is required and this host allows no
     * {@link #FILES}
     */
    static FfmpegSandbox find(FfmpegProperties.Sandbox mode, Path program, Map<String, String> environment)
            throws InterruptedException {
        if (mode == FfmpegProperties.Sandbox.OFF) {
            return NONE;
        }
        List<String> failures = new ArrayList<>();
        for (FfmpegSandbox sandbox : List.of(FILES, NETWORK)) {
            try (FfmpegRun run = FfmpegRun.start(sandbox.enter(List.of(program.toString(), "-version"), environment),
                    environment, MEMORY_KIB, 0, TIME_LIMIT, RunListener.NONE)) {
                run.output().skip(Long.MAX_VALUE);
                run.await();
                return sandbox.reported(mode, failures);
            }
            catch (IOException ex) {
                failures.add(ex.getMessage());
            }
        }
        return NONE.reported(mode, failures);
    }

    private FfmpegSandbox reported(FfmpegProperties.Sandbox mode, List<String> failures) {
        if (this == FILES) {
            return this;
        }
        String reasons = String.join("; ", failures);
        if (mode == FfmpegProperties.Sandbox.REQUIRED) {
            throw new IllegalStateException(
                    "streamgate.ffmpeg.sandbox=required, and bubblewrap does not work here. Install the package bubblewrap and allow user namespaces, or set streamgate.ffmpeg.sandbox=auto. "
                            + reasons);
        }
        logger.info("ffmpeg is separated from {}: {}", (this == NETWORK) ? "the network only" : "nothing", reasons);
        return this;
    }

    /**
     * The command that runs a command within the sandbox.
     * @param command a program with its arguments; inputs follow {@code -i}, files that
     * are written are absolute paths
     * @param environment the variables that it needs
     */
    abstract List<String> enter(List<String> command, Map<String, String> environment);

    private static Set<String> readable(List<String> command, Map<String, String> environment) {
        Set<String> paths = new TreeSet<>();
        Path folder = Path.of(command.getFirst()).toAbsolutePath().getParent();
        if (folder != null) {
            paths.add(folder.toString());
        }
        if (environment.containsKey("LD_LIBRARY_PATH")) {
            paths.add(environment.get("LD_LIBRARY_PATH"));
        }
        for (int i = 1; i < command.size(); i++) {
            if (command.get(i - 1).equals("-i")) {
                paths.add(path(command.get(i)));
            }
            // A path is escaped for the option, and once more for the graph.
            Matcher file = FILTER_FILE.matcher(unescaped(command.get(i)));
            while (file.find()) {
                paths.add(unescaped(file.group(1)));
            }
        }
        paths.removeIf((path) -> !path.startsWith("/"));
        return paths;
    }

    /** The folders of the files that it writes. */
    private static Set<String> written(List<String> command) {
        Set<String> paths = new TreeSet<>();
        for (int i = 1; i < command.size(); i++) {
            String path = path(command.get(i));
            if (path.startsWith("/") && !command.get(i - 1).equals("-i")) {
                Path folder = Path.of(path).getParent();
                if (folder != null && Files.isDirectory(folder)) {
                    paths.add(folder.toString());
                }
            }
        }
        return paths;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String path(String argument) {
        return argument.startsWith(FILE) ? argument.substring(FILE.length()) : argument;
    }

}

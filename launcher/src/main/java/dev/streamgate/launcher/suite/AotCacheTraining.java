/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * Creates the JVM's ahead-of-time caches after the first start: once for each build, in a
 * background process with the lowest priority, one service after the other. They make the
 * next start more than twice as fast.
 */
public final class AotCacheTraining {

    /** The background process' name among the started processes. */
    public static final String NAME = "training";

    private static final int LIMIT_MINUTES = 10;

    private final DataDirectory directory;

    private final Settings settings;

    private final ServiceEnvironment environment;

    AotCacheTraining(DataDirectory directory, Settings settings, ServiceEnvironment environment) {
        this.directory = directory;
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Starts the background process if a cache is missing.
     * @return whether a cache is missing
     */
    boolean startInBackground(List<Program> programs) {
        BackgroundCommand command = new BackgroundCommand(NAME, this.directory, this.settings);
        Jvm jvm = Jvm.of(this.directory, this.settings);
        boolean needed = this.settings.training() && !programs.stream().allMatch(jvm::isTrained);
        if (needed && command.running().isEmpty()) {
            command.start(
                    DetachedCommand.find("nice").map((nice) -> List.of(nice.toString(), "-n", "19")).orElse(List.of()),
                    "64m");
        }
        return needed;
    }

    /** Creates the missing caches. A failed training run is logged and skipped. */
    void run(List<Program> programs) {
        Jvm jvm = Jvm.of(this.directory, this.settings);
        for (Program program : programs) {
            if (!jvm.isTrained(program) && Files.exists(program.unpackedJar())) {
                train(program, jvm);
            }
        }
    }

    private void train(Program program, Jvm jvm) {
        Path cache = jvm.cache(program);
        Path unfinished = cache.resolveSibling(program.service().id() + ".unfinished");
        try {
            ProcessBuilder builder = new ProcessBuilder(jvm.train(program, unfinished)).inheritIO()
                .redirectInput(new File("/dev/null"));
            Map<String, String> variables = builder.environment();
            variables.clear();
            variables.putAll(this.environment.of(program.service()));
            variables.put("SERVER_PORT", "0");
            Process process = builder.start();
            Thread hook = new Thread(() -> kill(process));
            Runtime.getRuntime().addShutdownHook(hook);
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            kill(process);
            Runtime.getRuntime().removeShutdownHook(hook);
            if (ended && process.exitValue() == 0 && Files.exists(unfinished)) {
                deleteEarlierCaches(program.service());
                Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not create the ahead-of-time cache of " + program.service().id(), ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void deleteEarlierCaches(ServiceDefinition service) throws IOException {
        try (Stream<Path> files = Files.list(this.directory.aot())) {
            for (Path file : files.filter((other) -> other.getFileName().toString().startsWith(service.id() + "-"))
                .toList()) {
                Files.delete(file);
            }
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.streamgate.launcher.data.DataDirectory;

/**
 * The JVM command lines of services.
 *
 * @param java the java executable
 * @param directory the data directory
 * @param settings the launcher's settings
 */
record Jvm(Path java, DataDirectory directory, Settings settings) {

    static Jvm of(DataDirectory directory, Settings settings) {
        return new Jvm(Path.of(System.getProperty("java.home"), "bin", "java"), directory, settings);
    }

    /** The command that runs a program, with its ahead-of-time cache if one exists. */
    List<String> run(Program program) {
        List<String> extra = new ArrayList<>();
        if (this.settings.training() && isTrained(program)) {
            extra.add("-XX:AOTCache=" + cache(program));
        }
        return command(program, extra);
    }

    /**
     * The command of a training run: it starts a program, exits before the program would
     * serve requests, and writes the cache.
     * @param output the file of the cache
     */
    List<String> train(Program program, Path output) {
        return command(program, List.of("-XX:AOTCacheOutput=" + output, "-Dspring.context.exit=onRefresh"));
    }

    boolean isTrained(Program program) {
        return Files.exists(cache(program));
    }

    /*
     * A cache is valid for one build of the program, one build of the JVM, and the same
     * JVM options.
     */
    Path cache(Program program) {
        String jvm = Integer.toHexString(
                (Runtime.version() + System.getProperty("java.vm.vendor", "") + options(program.service())).hashCode());
        return this.directory.aot().resolve(program.service().id() + "-" + program.build() + "-" + jvm + ".aot");
    }

    private List<String> command(Program program, List<String> extra) {
        List<String> command = new ArrayList<>(List.of(this.java.toString()));
        command.addAll(options(program.service()));
        command.add("-Djava.io.tmpdir=" + this.directory.temporary());
        command.addAll(extra);
        command.addAll(userOptions("STREAMGATE_JAVA_OPTS"));
        command.addAll(userOptions("STREAMGATE_JAVA_OPTS_" + program.service().name()));
        command.add("-jar");
        command.add(program.unpackedJar().toString());
        return command;
    }

    private static List<String> options(ServiceDefinition service) {
        List<String> options = new ArrayList<>(List.of("-Xms32m", "-Xmx" + service.heapMegabytes() + "m", "-Xss512k",
                "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        options.addAll(switch (service.compilers()) {
            case FIRST -> List.of("-XX:TieredStopAtLevel=1");
            // Higher thresholds keep C2 from compiling methods that are hot only at
            // start.
            case ALL -> List.of("-XX:Tier4InvocationThreshold=40000", "-XX:Tier4MinInvocationThreshold=10000",
                    "-XX:Tier4CompileThreshold=60000", "-XX:Tier4BackEdgeThreshold=400000");
        });
        return options;
    }

    private List<String> userOptions(String variable) {
        return this.settings.value(variable).map((options) -> List.of(options.split("\\s+", -1))).orElse(List.of());
    }

}

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
 * How a service's JVM is started.
 *
 * @param java the java command
 * @param home where the suite lives
 * @param settings what the user said
 */
record Jvm(Path java, DataDirectory home, Settings settings) {

    static Jvm of(DataDirectory home, Settings settings) {
        return new Jvm(Path.of(System.getProperty("java.home"), "bin", "java"), home, settings);
    }

    /** The command that runs a program, from its cache if there is one. */
    List<String> run(Program program) {
        List<String> extra = new ArrayList<>();
        if (this.settings.training() && isTrained(program)) {
            extra.add("-XX:AOTCache=" + cache(program));
        }
        return command(program, extra);
    }

    /**
     * The command that starts a program up to the point where it would serve, ends it,
     * and writes the cache.
     */
    List<String> train(Program program, Path output) {
        return command(program, List.of("-XX:AOTCacheOutput=" + output, "-Dspring.context.exit=onRefresh"));
    }

    boolean isTrained(Program program) {
        return Files.exists(cache(program));
    }

    /*
     * A cache serves one build of the program in one build of the JVM with options that
     * lay objects out alike.
     */
    Path cache(Program program) {
        String jvm = Integer.toHexString(
                (Runtime.version() + System.getProperty("java.vm.vendor", "") + options(program.member())).hashCode());
        return this.home.aot().resolve(program.member().id() + "-" + program.build() + "-" + jvm + ".aot");
    }

    private List<String> command(Program program, List<String> extra) {
        List<String> command = new ArrayList<>(List.of(this.java.toString()));
        command.addAll(options(program.member()));
        command.add("-Djava.io.tmpdir=" + this.home.temporary());
        command.addAll(extra);
        command.addAll(wished("STREAMGATE_JAVA_OPTS"));
        command.addAll(wished("STREAMGATE_JAVA_OPTS_" + program.member().name()));
        command.add("-jar");
        command.add(program.unpackedJar().toString());
        return command;
    }

    private static List<String> options(ServiceDefinition member) {
        List<String> options = new ArrayList<>(List.of("-Xms32m", "-Xmx" + member.heapMegabytes() + "m", "-Xss512k",
                "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        options.addAll(switch (member.compilers()) {
            case FIRST -> List.of("-XX:TieredStopAtLevel=1");
            // The costly compiler waits until a method is hot by work, not by starting.
            case ALL -> List.of("-XX:Tier4InvocationThreshold=40000", "-XX:Tier4MinInvocationThreshold=10000",
                    "-XX:Tier4CompileThreshold=60000", "-XX:Tier4BackEdgeThreshold=400000");
        });
        return options;
    }

    private List<String> wished(String variable) {
        return this.settings.value(variable).map((options) -> List.of(options.split("\\s+", -1))).orElse(List.of());
    }

}

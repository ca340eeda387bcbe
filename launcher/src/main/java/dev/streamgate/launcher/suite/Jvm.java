package dev.streamgate.launcher.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a service's JVM is started.
 *
 * @param java the java command
 * @param caches folder of the ahead-of-time caches
 * @param settings what the user said
 */
record Jvm(Path java, Path caches, Settings settings) {

    static Jvm of(Path caches, Settings settings) {
        return new Jvm(Path.of(System.getProperty("java.home"), "bin", "java"), caches, settings);
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

    /** A cache serves one build of the program in one build of the JVM. */
    Path cache(Program program) {
        String jvm = Integer.toHexString((Runtime.version() + System.getProperty("java.vm.vendor", "")).hashCode());
        return this.caches.resolve(program.member().id() + "-" + program.build() + "-" + jvm + ".aot");
    }

    private List<String> command(Program program, List<String> extra) {
        Member member = program.member();
        List<String> command = new ArrayList<>(List.of(this.java.toString(), "-Xmx" + member.heapMegabytes() + "m",
                "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        if (member.compilers() == Member.Compilers.FIRST) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(extra);
        options("STREAMGATE_JAVA_OPTS", command);
        options("STREAMGATE_JAVA_OPTS_" + member.name().toUpperCase(Locale.ROOT), command);
        command.add("-jar");
        command.add(program.unpackedJar().toString());
        return command;
    }

    private void options(String variable, List<String> command) {
        this.settings.value(variable).ifPresent((options) -> command.addAll(List.of(options.split("\\s+", -1))));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.streamgate.launcher.audit.AuditCommand;
import dev.streamgate.launcher.audit.AuditJournals;
import dev.streamgate.launcher.audit.WitnessExport;
import dev.streamgate.launcher.demo.Demo;
import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.suite.AotCacheTraining;
import dev.streamgate.launcher.suite.ServiceDefinition;
import dev.streamgate.launcher.suite.Settings;
import dev.streamgate.launcher.suite.Suite;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * The commands of {@code ./streamgate}. The script builds outdated modules before it runs
 * this class. The system property {@code streamgate.project} is the directory of the
 * sources.
 */
public final class Launcher {

    private static final int FAILED = 1;

    private static final int WRONG_USE = 2;

    private static final int LOG_LINES = 100;

    private final Suite suite;

    private final Settings settings;

    private final Terminal terminal;

    private Launcher(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.suite = new Suite(settings, terminal);
    }

    /**
     * Runs one command.
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        List<String> line = List.of(arguments);
        try {
            Path project = Path.of(System.getProperty("streamgate.project", ".")).toAbsolutePath().normalize();
            var launcher = new Launcher(Settings.of(project, System.getenv()), Terminal.standard());
            System.exit(launcher.run(line.isEmpty() ? "" : line.getFirst(), line.stream().skip(1).toList()));
        }
        catch (LaunchFailure ex) {
            System.err.println(ex.getMessage());
            System.exit(FAILED);
        }
    }

    private int run(String command, List<String> arguments) {
        boolean observe = command.equals("up") && arguments.equals(List.of("--observe"));
        if (!arguments.isEmpty() && !observe
                && !List.of("logs", "demo", "audit", "backup", "restore").contains(command)) {
            return wrongUse(command + " does not accept: " + String.join(" ", arguments));
        }
        return switch (command) {
            case "up" -> {
                this.suite.up(observe);
                yield 0;
            }
            case "down" -> {
                this.suite.down();
                yield 0;
            }
            case "status" -> this.suite.status() ? 0 : FAILED;
            case "logs" -> logs(arguments);
            case "demo" -> demo(arguments);
            case "audit" -> audit(arguments);
            case "backup", "restore" -> backupOrRestore(command, arguments);
            case "sql" -> {
                System.out.print(this.suite.sql());
                yield 0;
            }
            case AotCacheTraining.NAME -> {
                this.suite.train();
                yield 0;
            }
            case Suite.SUPERVISE -> {
                this.suite.supervise();
                yield 0;
            }
            default -> wrongUse("Unknown command: " + command);
        };
    }

    private int demo(List<String> arguments) {
        if (arguments.size() > 1 || arguments.stream().anyMatch((argument) -> argument.startsWith("-"))) {
            return wrongUse("demo accepts one video file or no argument");
        }
        Optional<Path> video = arguments.stream().findFirst().map(Path::of);
        new Demo(this.suite.directory(), this.settings.ports().url(ServiceDefinition.GATEWAY), this.terminal)
            .run(video);
        return 0;
    }

    private int audit(List<String> arguments) {
        AuditCommand command;
        try {
            command = AuditCommand.of(arguments);
        }
        catch (IllegalArgumentException ex) {
            return wrongUse("Usage: " + ex.getMessage());
        }
        AuditJournals journals = new AuditJournals(this.suite.directory().audit(), this.terminal);
        if (!command.verify()) {
            journals.find(command.service(), command.query());
            return 0;
        }
        return journals.verify(command.heads().map(WitnessExport::read).orElseGet(this.suite::witnessedHeads)) ? 0
                : FAILED;
    }

    private int backupOrRestore(String command, List<String> arguments) {
        if (arguments.size() != 1 || arguments.getFirst().startsWith("-")) {
            return wrongUse(command + " requires one folder");
        }
        Path folder = Path.of(arguments.getFirst());
        if (command.equals("backup")) {
            this.suite.backup(folder);
        }
        else {
            this.suite.restore(folder);
        }
        return 0;
    }

    private int logs(List<String> arguments) {
        boolean follow = arguments.contains("-f");
        List<String> names = new ArrayList<>(arguments);
        names.remove("-f");
        List<String> known = Stream
            .of(Arrays.stream(ServiceDefinition.values()).map(ServiceDefinition::id),
                    Stream.of(ManagedPostgres.NAME, AotCacheTraining.NAME, Suite.SUPERVISE),
                    Arrays.stream(Observer.values()).map(Observer::id))
            .flatMap(Function.identity())
            .toList();
        if (!known.containsAll(names)) {
            return wrongUse("logs accepts -f and these names: " + String.join(" ", known));
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(LOG_LINES)));
        if (follow) {
            command.add("-F");
        }
        (names.isEmpty() ? known : names).stream()
            .map(this.suite.directory()::log)
            .filter(Files::exists)
            .forEach((log) -> command.add(log.toString()));
        if (command.getLast().equals(follow ? "-F" : Integer.toString(LOG_LINES))) {
            throw new LaunchFailure("There are no logs. Start the suite: ./streamgate up");
        }
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not run tail", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int wrongUse(String problem) {
        System.err.println(problem + ". See ./streamgate --help");
        return WRONG_USE;
    }

}

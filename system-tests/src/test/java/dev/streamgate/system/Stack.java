/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.streamgate.contracts.media.MediaKeys;

/**
 * The nine services and PostgreSQL as the launcher starts them, in a home directory and
 * on ports of their own, so that a stack which somebody uses on this machine is left
 * alone. Started once a JVM, stopped with it.
 */
final class Stack {

    /**
     * A lock's name: who needs every service reads it, who kills services writes it.
     */
    static final String SERVICES = "the nine services";

    private static final Path project = Path.of("").toAbsolutePath().getParent();

    private static final int PORTS = 12;

    private final Path home;

    private final int port;

    private final Map<String, String> settings;

    private Stack(Path home, int port, Map<String, String> settings) {
        this.home = home;
        this.port = port;
        this.settings = settings;
    }

    private static final class Running {

        private static final TraceBackend traces = TraceBackend.start();

        private static final Notifications notifications = new Notifications();

        // It does not run for long enough to gain by the costly compiler.
        private static final Stack stack = start(Map.of("STREAMGATE_JAVA_OPTS", "-XX:TieredStopAtLevel=1",
                "STREAMGATE_OTLP_ENABLED", "true", "STREAMGATE_OTLP_ENDPOINT", traces.otlp().toString(),
                "STREAMGATE_TRACE_DELAY", "300ms", "STREAMGATE_ALERT_EVALUATION_INTERVAL", "2s", "STREAMGATE_NOTIFY_WEBHOOK",
                notifications.uri().toString()));

    }

    /** Where the running stack's traces go. */
    static TraceBackend traces() {
        return Running.traces;
    }

    /** Whom the running stack tells of alerts. */
    static Notifications notifications() {
        return Running.notifications;
    }

    /** The running stack; the first call starts it. */
    static Stack running() {
        return Running.stack;
    }

    private static Stack start(Map<String, String> settings) {
        try {
            Path home = Files.createTempDirectory("streamgate-system-");
            Stack stack = new Stack(home, freePorts(), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
            stack.launcher("up");
            return stack;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void stop() {
        try {
            launcher("down");
            if (System.getenv("STREAMGATE_KEEP_TEST_HOME") == null) {
                try (var files = Files.walk(this.home)) {
                    files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where a user would reach it. */
    URI gateway() {
        return URI.create("http://127.0.0.1:" + this.port);
    }

    /**
     * The address of a service behind the gateway, as somebody on this machine could
     * reach it.
     */
    URI service(String name) {
        int offset = List
            .of("gateway", "auth", "upload", "metadata", "worker", "transcoder", "streaming", "cache", "monitor")
            .indexOf(name);
        return URI.create("http://127.0.0.1:" + (this.port + offset));
    }

    /** What a service shows Prometheus. */
    String scrape(String service) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(HttpRequest.newBuilder(service(service).resolve("/actuator/prometheus")).build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(service + " answered " + response.statusCode() + " to a scrape");
            }
            return response.body();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    Path home() {
        return this.home;
    }

    /** Whether a segment has been published, as the blob store's folder says. */
    boolean isPublished(String packageKey, String rendition, int segment) {
        return Files.exists(this.home.resolve("media").resolve(MediaKeys.segment(packageKey, rendition, segment)));
    }

    /** The processes of this stack by name: the nine services and {@code postgres}. */
    Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new TreeMap<>();
        try (var files = Files.newDirectoryStream(this.home.resolve("run"), "*.pid")) {
            for (Path file : files) {
                Properties properties = new Properties();
                try (var text = Files.newBufferedReader(file)) {
                    properties.load(text);
                }
                String name = file.getFileName().toString().replace(".pid", "");
                ProcessHandle.of(Long.parseLong(properties.getProperty("pid")))
                    .ifPresent((process) -> processes.put(name, process));
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return processes;
    }

    /** Runs a command of the launcher on this stack and returns what it printed. */
    String launcher(String... command) {
        List<String> line = new ArrayList<>(List.of(project.resolve("streamgate").toString()));
        line.addAll(List.of(command));
        Map<String, String> environment = new TreeMap<>(this.settings);
        environment.put("STREAMGATE_HOME", this.home.toString());
        environment.put("STREAMGATE_PORT", Integer.toString(this.port));
        environment.put("STREAMGATE_AOT", System.getProperty("stack.aot", "off"));
        return run(line, environment);
    }

    /**
     * Runs a program to its end within ten minutes; an exit code other than 0 is an error
     * with all it printed.
     */
    static String run(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("streamgate-output-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(10, TimeUnit.MINUTES)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end:\n" + Files.readString(output));
                }
                String printed = Files.readString(output);
                if (process.exitValue() != 0) {
                    throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + printed);
                }
                return printed;
            }
            finally {
                Files.deleteIfExists(output);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** The first of twelve neighbouring ports that nobody listens on. */
    private static int freePorts() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (allFree(first)) {
                return first;
            }
        }
        throw new IOException("No twelve neighbouring ports are free");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + PORTS; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            }
            catch (IOException ex) {
                return false;
            }
        }
        return true;
    }

}

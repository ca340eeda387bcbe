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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.system.injection.InjectionAgent;
import dev.streamgate.testing.http.TestHttpClient;

/**
 * The nine services and PostgreSQL, started by the launcher in a temporary data directory
 * on free ports, so that a stack in use on this machine is not affected. Started once for
 * each JVM and stopped with it.
 */
final class Stack {

    /**
     * The name of a lock: tests that need all services hold it for reading, tests that
     * kill services for writing.
     */
    static final String SERVICES_LOCK = "the nine services";

    /** The names of the services. */
    static final List<String> SERVICES = List.of("gateway", "auth", "upload", "metadata", "worker", "transcoder",
            "streaming", "cache", "monitor");

    /** Whether services have an agent that ends them at an armed operation. */
    static final boolean INJECTION = Boolean.getBoolean("faults.injection");

    private static final String AGENT = "agent.jar";

    private static final Path project = Path.of("").toAbsolutePath().getParent();

    private static final int PORTS = 12;

    private final Path directory;

    private final int port;

    private final Map<String, String> settings;

    private Stack(Path directory, int port, Map<String, String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /** The receiver of the running stack's traces. */
    static TraceBackend traces() {
        return Running.traces;
    }

    /** The receiver of the running stack's notifications. */
    static WebhookReceiver notifications() {
        return Running.notifications;
    }

    /** The running stack; the first call starts it. */
    static Stack running() {
        return Running.stack;
    }

    private static Stack start(Map<String, String> settings) {
        try {
            Path directory = Files.createTempDirectory("streamgate-system-");
            Stack stack = new Stack(directory, freePorts(), settings);
            if (INJECTION) {
                InjectionAgent.pack(Files.createDirectory(directory.resolve("faults")).resolve(AGENT));
            }
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
                try (var files = Files.walk(this.directory)) {
                    files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The address of the gateway. */
    URI gateway() {
        return URI.create("http://127.0.0.1:" + this.port);
    }

    /** The direct address of a service. */
    URI service(String name) {
        return URI.create("http://127.0.0.1:" + (this.port + SERVICES.indexOf(name)));
    }

    /** The metrics of a service in Prometheus' text format. */
    String scrape(String service) {
        return new TestHttpClient(service(service)).get("/actuator/prometheus").expect(200).text();
    }

    /** The data directory. */
    Path directory() {
        return this.directory;
    }

    /** The file that arms the agent of a service. */
    Path faultFile(String service) {
        return this.directory.resolve("faults").resolve(service);
    }

    /** Whether a segment exists in the blob store. */
    boolean isPublished(String packageKey, String rendition, int segment) {
        return Files.exists(this.directory.resolve("media").resolve(MediaKeys.segment(packageKey, rendition, segment)));
    }

    /** The processes by name: the nine services and {@code postgres}. */
    Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new TreeMap<>();
        try (var files = Files.newDirectoryStream(this.directory.resolve("run"), "*.pid")) {
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

    /** Runs a command of the launcher for this stack and returns its output. */
    String launcher(String... command) {
        List<String> line = new ArrayList<>(List.of(project.resolve("streamgate").toString()));
        line.addAll(List.of(command));
        Map<String, String> environment = new TreeMap<>(this.settings);
        environment.put("STREAMGATE_HOME", this.directory.toString());
        environment.put("STREAMGATE_PORT", Integer.toString(this.port));
        if (INJECTION) {
            SERVICES.forEach((service) -> environment.put("STREAMGATE_JAVA_OPTS_" + service.toUpperCase(Locale.ROOT),
                    InjectionAgent.option(faultFile(AGENT), faultFile(service))));
        }
        // Tests that kill services start them again themselves.
        environment.put("STREAMGATE_SUPERVISION", "off");
        environment.put("STREAMGATE_AOT", System.getProperty("stack.aot", "off"));
        return run(line, environment);
    }

    /**
     * Runs a program for up to ten minutes and returns its output. A time-out or an exit
     * status other than 0 is an error with the output.
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
                    throw new AssertionError(
                            command + " is still running after ten minutes:\n" + Files.readString(output));
                }
                String text = Files.readString(output);
                if (process.exitValue() != 0) {
                    throw new AssertionError(command + " exited with status " + process.exitValue() + ":\n" + text);
                }
                return text;
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

    /** The first of twelve consecutive free ports. */
    private static int freePorts() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (allFree(first)) {
                return first;
            }
        }
        throw new IOException("No twelve consecutive ports are free");
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

    /** Starts the stack when it is first used. */
    private static final class Running {

        private static final TraceBackend traces = TraceBackend.start();

        private static final WebhookReceiver notifications = new WebhookReceiver();

        // Without C2, which pays off only in longer runs.
        private static final Stack stack = start(Map.of("STREAMGATE_JAVA_OPTS", "-XX:TieredStopAtLevel=1",
                "STREAMGATE_OTLP_ENABLED", "true", "STREAMGATE_OTLP_ENDPOINT", traces.otlp().toString(),
                "STREAMGATE_TRACE_DELAY", "300ms", "STREAMGATE_ALERT_EVALUATION_INTERVAL", "2s",
                "STREAMGATE_NOTIFY_WEBHOOK", notifications.uri().toString()));

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A proxy in a JVM of its own, or the backend itself. */
final class Contestant implements AutoCloseable {

    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(2);

    private static final int TICKS_PER_SECOND = 100;

    private final String name;

    private final int port;

    private final @Nullable Process process;

    private Contestant(String name, int port, @Nullable Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static Contestant direct(BenchmarkBackend backend) {
        return new Contestant("direct", backend.port(), null);
    }

    /** Starts a proxy and waits until it forwards requests. */
    static Contestant start(String name, Class<?> application, BenchmarkBackend backend, String... properties)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-Xss512k",
                        "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-cp",
                        System.getProperty("java.class.path"), application.getName(), "--server.port=" + port,
                        "--server.address=127.0.0.1", "--server.tomcat.max-swallow-size=32MB",
                        "--server.tomcat.max-keep-alive-requests=-1", "--spring.config.name=benchmark",
                        "--spring.threads.virtual.enabled=true", "--logging.level.root=OFF",
                        "--spring.main.banner-mode=off", "--benchmark.backend=http://127.0.0.1:" + backend.port()));
        command.addAll(List.of(properties));
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        Contestant contestant = new Contestant(name, port, process);
        long deadline = System.nanoTime() + STARTUP_TIMEOUT.toNanos();
        while (!contestant.forwards()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                contestant.close();
                throw new IllegalStateException(name + " did not start");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return contestant;
    }

    String name() {
        return this.name;
    }

    int port() {
        return this.port;
    }

    boolean isProxy() {
        return this.process != null;
    }

    boolean forwards() {
        try (BenchmarkClient client = new BenchmarkClient(this.port)) {
            client.sendHead("GET", "/api/json");
            client.expect(BenchmarkBackend.JSON);
            return true;
        }
        catch (IOException | IllegalStateException ex) {
            return false;
        }
    }

    /** CPU time of the proxy so far, in milliseconds; 0 without a proxy. */
    long cpuMillis() throws IOException {
        if (this.process == null) {
            return 0;
        }
        String stat = Files.readString(Path.of("/proc", Long.toString(this.process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
    }

    /** Starts a new measurement of {@link #peakMebibytes()}. */
    void resetPeak() throws IOException {
        if (this.process != null) {
            Files.writeString(Path.of("/proc", Long.toString(this.process.pid()), "clear_refs"), "5");
        }
    }

    /** The largest resident set of the proxy since the last reset. */
    long peakMebibytes() throws IOException {
        if (this.process == null) {
            return 0;
        }
        return Files.readAllLines(Path.of("/proc", Long.toString(this.process.pid()), "status"))
            .stream()
            .filter((line) -> line.startsWith("VmHWM:"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
            .findFirst()
            .orElse(0);
    }

    @Override
    public void close() {
        if (this.process != null) {
            this.process.destroy();
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.streamgate.gateway.proxy.ForwarderProxy;

/**
 * Compares the gateway's forwarder with Spring Cloud Gateway Server WebMVC, which is run
 * with the JDK's HTTP client and with Apache HttpClient. All forward to one backend on
 * loopback. Stops when a response is not the expected one. Prints Markdown tables.
 */
public final class GatewayBenchmark {

    private static final int MIB = 1024 * 1024;

    private static final int BODY = 16 * MIB;

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);

    private static final String FORWARDER = "forwarder";

    private GatewayBenchmark() {
    }

    /**
     * Runs the comparison.
     * @param args rounds (5) and seconds of each measurement (3)
     */
    public static void main(String[] args) throws Exception {
        int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 5;
        Duration duration = Duration.ofSeconds((args.length > 1) ? Integer.parseInt(args[1]) : 3);
        try (BenchmarkBackend backend = new BenchmarkBackend()) {
            withProxies(backend, SHORT_TIMEOUT, (proxies) -> new Behaviours(backend, proxies).observe());
            withProxies(backend, LONG_TIMEOUT, (proxies) -> {
                new Behaviours(backend, proxies).observeMemory(1024L * MIB);
                List<Contestant> all = new ArrayList<>(proxies);
                all.add(Contestant.direct(backend));
                measure(new Throughput(all, rounds, duration));
            });
        }
    }

    private static void measure(Throughput throughput) throws Exception {
        throughput.measure("GET of 1 KiB JSON", 16, FORWARDER, (client) -> {
            client.sendHead("GET", "/api/json");
            client.expect(BenchmarkBackend.JSON);
        });
        throughput.measure("download of 16 MiB", 4, FORWARDER, (client) -> {
            client.sendHead("GET", "/api/download?size=" + BODY);
            client.expectPayload(BODY);
        });
        throughput.measure("upload of 16 MiB", 4, FORWARDER, (client) -> {
            client.sendHead("POST", "/api/upload", "Content-Type: a/b", "Content-Length: " + BODY);
            client.sendPayload(BODY);
            client.expect("received");
        });
    }

    private static void withProxies(BenchmarkBackend backend, Duration timeout, Task task) throws Exception {
        List<Contestant> proxies = new ArrayList<>();
        try {
            proxies.add(Contestant.start(FORWARDER, ForwarderProxy.class, backend,
                    "--benchmark.timeout=" + timeout.toMillis() + "ms"));
            proxies.add(springCloud("Spring Cloud, JDK client", "jdk", backend, timeout));
            proxies.add(springCloud("Spring Cloud, HttpClient 5", "http-components", backend, timeout));
            task.run(proxies);
        }
        finally {
            proxies.forEach(Contestant::close);
        }
    }

    private static Contestant springCloud(String name, String client, BenchmarkBackend backend, Duration timeout)
            throws Exception {
        return Contestant.start(name, SpringCloudProxy.class, backend, "--benchmark.spring-cloud=true",
                "--spring.http.clients.imperative.factory=" + client, "--spring.http.clients.redirects=dont-follow",
                "--spring.http.clients.connect-timeout=2s",
                "--spring.http.clients.read-timeout=" + timeout.toMillis() + "ms");
    }

    private interface Task {

        void run(List<Contestant> proxies) throws Exception;

    }

}

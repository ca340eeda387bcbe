/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Series of the nine services, as a scrape returns them, step by step: what the rules
 * read, with the noise that each kind of use brings. Faults are added by {@link #set}.
 */
final class SimulatedSuite {

    static final List<String> SERVICES = List.of("gateway", "auth", "upload", "metadata", "worker", "transcoder",
            "streaming", "cache", "monitor");

    private static final List<String> DATABASE = List.of("auth", "upload", "metadata", "worker", "monitor");

    private static final List<String> BOUNDS = List.of("0.1", "1.0", "2.0", "5.0", "+Inf");

    /** Values by metric and labels; NaN where an instance has no sample. */
    private final Map<String, Map<Map<String, String>, double[]>> series = new TreeMap<>();

    private final int steps;

    private final int seconds;

    private final Random random = new Random(20_261);

    /**
     * Generates a period without a fault.
     * @param seconds time between two steps
     */
    SimulatedSuite(Use use, int steps, int seconds) {
        this.steps = steps;
        this.seconds = seconds;
        for (String service : SERVICES) {
            gauge(service, "up", Map.of(), (step) -> 1);
            gauge(service, "streamgate_service_health", Map.of(), (step) -> 1);
            gauge(service, "process_start_time_seconds", Map.of(), (step) -> 1.7e9);
            gauge(service, "jvm_memory_usage_after_gc", Map.of("area", "heap"),
                    (step) -> 0.2 + 0.4 * this.random.nextDouble());
            gauge(service, "system_cpu_usage", Map.of(), (step) -> use.cpu(this.random));
            gauge(service, "disk_free_bytes", Map.of("path", "/srv"), (step) -> 400e9 - step * 1e6);
            gauge(service, "disk_total_bytes", Map.of("path", "/srv"), (step) -> 1000e9);
            gauge(service, "streamgate_audit_writable", Map.of(), (step) -> 1);
            gauge(service, "streamgate_valkey_up", Map.of(), (step) -> 1);
            counter(service, "streamgate_audit_dropped_total", Map.of(), (step) -> 0);
            counter("monitor", "streamgate_audit_witness_heads_total", Map.of("target", service, "outcome", "known"),
                    (step) -> 1);
            counter("monitor", "streamgate_audit_witness_heads_total", Map.of("target", service, "outcome", "stored"),
                    (step) -> 0);
            counter("monitor", "streamgate_audit_witness_conflicts_total", Map.of("target", service, "kind", "forked"),
                    (step) -> 0);
            requests(service, use);
        }
        for (String service : DATABASE) {
            gauge(service, "streamgate_dependency_up", Map.of("dependency", "db"), (step) -> 1);
            gauge(service, "hikaricp_connections_pending", Map.of("pool", "main"),
                    (step) -> (this.random.nextInt(50) == 0) ? 1 : 0);
            counter(service, "hikaricp_connections_timeout_total", Map.of("pool", "main"), (step) -> 0);
        }
        gauge("worker", "streamgate_worker_oldest_queued_age_seconds", Map.of("type", "media.encode"),
                (step) -> 60 * this.random.nextDouble());
        gauge("worker", "streamgate_worker_jobs", Map.of("type", "media.encode", "state", "failed"), (step) -> 2);
        counter("upload", "streamgate_upload_verification_seconds_count", Map.of("outcome", "rejected"),
                (step) -> (this.random.nextInt(60) == 0) ? 1 : 0);
    }

    Map<String, Map<Map<String, String>, double[]>> series() {
        return this.series;
    }

    int steps() {
        return this.steps;
    }

    int seconds() {
        return this.seconds;
    }

    /** Changes all series of a metric of a service, or of all services. */
    SimulatedSuite set(String metric, String service, int from, int to, Change change) {
        this.series.getOrDefault(metric, Map.of()).forEach((labels, values) -> {
            if (service.isEmpty() || service.equals(labels.get("service"))) {
                for (int step = from; step < Math.min(to, values.length); step++) {
                    values[step] = change.apply(labels, values[step], step);
                }
            }
        });
        return this;
    }

    /** Removes all samples of a service but {@code up}, which is 0. */
    SimulatedSuite down(String service, int from, int to) {
        this.series.keySet()
            .stream()
            .filter((metric) -> !metric.equals("up"))
            .forEach((metric) -> set(metric, service, from, to, (labels, value, step) -> Double.NaN));
        return set("up", service, from, to, (labels, value, step) -> 0);
    }

    /** Lets a share of the requests to a service fail, in addition. */
    SimulatedSuite failing(String service, int from, int to, int failuresPerStep) {
        set("streamgate_requests_seconds_count", service, from, this.steps,
                (labels, value, step) -> "failed".equals(labels.get("outcome"))
                        ? value + (double) failuresPerStep * (Math.min(step, to) - from) : value);
        return this;
    }

    private void requests(String service, Use use) {
        Map<String, String> operation = Map.of("duration", "short");
        double[][] total = new double[2][BOUNDS.size()];
        double[][][] requests = new double[2][BOUNDS.size()][this.steps];
        double[][] operations = new double[BOUNDS.size()][this.steps];
        double[] all = new double[BOUNDS.size()];
        for (int step = 0; step < this.steps; step++) {
            for (int request = use.requests(this.random, this.seconds); request > 0; request--) {
                int outcome = use.fails(this.random) ? 1 : 0;
                int slowest = use.bucket(this.random);
                for (int bound = slowest; bound < BOUNDS.size(); bound++) {
                    total[outcome][bound]++;
                    all[bound]++;
                }
            }
            for (int bound = 0; bound < BOUNDS.size(); bound++) {
                requests[0][bound][step] = total[0][bound];
                requests[1][bound][step] = total[1][bound];
                operations[bound][step] = all[bound];
            }
        }
        for (int bound = 0; bound < BOUNDS.size(); bound++) {
            String le = BOUNDS.get(bound);
            put(service, "streamgate_requests_seconds_bucket", Map.of("outcome", "success", "le", le),
                    requests[0][bound]);
            put(service, "streamgate_requests_seconds_bucket", Map.of("outcome", "failed", "le", le),
                    requests[1][bound]);
            put(service, "streamgate_operations_seconds_bucket", Map.of("duration", "short", "le", le),
                    operations[bound]);
        }
        put(service, "streamgate_requests_seconds_count", Map.of("outcome", "success"), requests[0][4].clone());
        put(service, "streamgate_requests_seconds_count", Map.of("outcome", "failed"), requests[1][4].clone());
        put(service, "streamgate_operations_seconds_count", operation, operations[4].clone());
    }

    private void gauge(String service, String metric, Map<String, String> labels, Value value) {
        double[] values = new double[this.steps];
        for (int step = 0; step < this.steps; step++) {
            values[step] = value.at(step);
        }
        put(service, metric, labels, values);
    }

    private void counter(String service, String metric, Map<String, String> labels, Value growth) {
        double[] values = new double[this.steps];
        double total = 0;
        for (int step = 0; step < this.steps; step++) {
            total += growth.at(step);
            values[step] = total;
        }
        put(service, metric, labels, values);
    }

    private void put(String service, String metric, Map<String, String> labels, double[] values) {
        Map<String, String> complete = new HashMap<>(labels);
        complete.put("job", "streamgate");
        complete.put("service", service);
        complete.put("instance", service + "-service:8080");
        this.series.computeIfAbsent(metric, (key) -> new LinkedHashMap<>()).put(Map.copyOf(complete), values);
    }

    /** All services of the suite but some. */
    static List<String> others(String... services) {
        List<String> others = new ArrayList<>(SERVICES);
        others.removeAll(List.of(services));
        return others;
    }

    /** How much the suite is used. */
    enum Use {

        /** Probes and what services do by themselves. */
        IDLE(0.2, 0, 0, 0.1),

        /** A few viewers; one request in a hundred fails, one in twenty is slow. */
        LIGHT(1, 0.01, 0.05, 0.3),

        /** Hundreds of requests a minute; one in two thousand fails. */
        NORMAL(300, 0.0005, 0.004, 0.6),

        /** Thousands of requests a minute while the processors are busy with encoding. */
        BUSY(3000, 0.0005, 0.004, 1);

        private final double perMinute;

        private final double failing;

        private final double slow;

        private final double cpu;

        Use(double perMinute, double failing, double slow, double cpu) {
            this.perMinute = perMinute;
            this.failing = failing;
            this.slow = slow;
            this.cpu = cpu;
        }

        int requests(Random random, int seconds) {
            double mean = this.perMinute * seconds / 60;
            return (mean < 5) ? ((random.nextDouble() < mean / 3) ? 3 : 0)
                    : (int) Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian());
        }

        boolean fails(Random random) {
            return random.nextDouble() < this.failing;
        }

        /** The first bucket that holds a request: a slow one takes 1 to 30 seconds. */
        int bucket(Random random) {
            return (random.nextDouble() < this.slow) ? 2 + random.nextInt(3) : random.nextInt(20) == 0 ? 1 : 0;
        }

        double cpu(Random random) {
            return this.cpu * (0.9 + 0.1 * random.nextDouble());
        }

    }

    /** A value at a step. */
    interface Value {

        double at(int step);

    }

    /** A changed value at a step. */
    interface Change {

        double apply(Map<String, String> labels, double value, int step);

    }

}

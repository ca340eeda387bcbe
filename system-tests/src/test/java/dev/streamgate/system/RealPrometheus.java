/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Prometheus process of its own on a free loopback port, configured by
 * {@code prometheus/prometheus.yml} and the rules beside it but for three things: it
 * finds a {@link Stack}'s services at their ports instead of by DNS, scrapes and
 * evaluates every two seconds, and tells an Alertmanager only if it is given one.
 * Reusable by every test of alerts or dashboards:
 *
 * <pre>{@code
 * try (RealPrometheus prometheus = RealPrometheus.watching(Stack.running(), null)) {
 *     prometheus.awaitTargets();
 *     JsonNode series = prometheus.query("sum by (service) (up)");
 * }
 * }</pre>
 *
 * Needs Debian's {@code prometheus}; ask {@link #installed()} first. Closing ends the
 * process and removes its data.
 */
final class RealPrometheus implements AutoCloseable {

    static final List<String> SERVICES = List.of("gateway", "auth", "upload", "metadata", "worker", "transcoder",
            "streaming", "cache", "monitor");

    private static final Path committed = Path.of("").toAbsolutePath().resolveSibling("prometheus");

    private static final String INTERVAL = "2s";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper json = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path folder;

    private final URI uri;

    private final Process process;

    private RealPrometheus(Path folder, URI uri, Process process) {
        this.folder = folder;
        this.uri = uri;
        this.process = process;
    }

    /** Whether the program is on the PATH. */
    static boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch((folder) -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /**
     * Starts one and returns when it answers.
     * @param stack whose services it scrapes
     * @param alertmanager where it sends alerts; {@code null} for nowhere
     */
    static RealPrometheus watching(Stack stack, @Nullable URI alertmanager) throws IOException {
        return watching(stack, alertmanager, committed.resolve("rules"));
    }

    /**
     * Starts one with other rules and returns when it answers.
     * @param stack whose services it scrapes
     * @param alertmanager where it sends alerts; {@code null} for nowhere
     * @param rules folder of the rules
     */
    static RealPrometheus watching(Stack stack, @Nullable URI alertmanager, Path rules) throws IOException {
        Path folder = Files.createTempDirectory("streamgate-prometheus-");
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"),
                configuration(stack, alertmanager, port, rules));
        Process process = new ProcessBuilder("prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--enable-feature=exemplar-storage", "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var prometheus = new RealPrometheus(folder, URI.create("http://127.0.0.1:" + port), process);
        prometheus.await("Prometheus to be ready", prometheus::isReady);
        return prometheus;
    }

    URI uri() {
        return this.uri;
    }

    /** Waits until it has scraped every service. */
    void awaitTargets() {
        await("all services to be scraped",
                () -> query("count(count by (service) (up{job=\"streamgate\"} == 1)) == " + SERVICES.size())
                    .size() == 1);
    }

    /** Waits until an expression has a result. */
    void awaitResult(String expression) {
        await(expression, () -> !query(expression).isEmpty());
    }

    /**
     * Evaluates an expression now.
     * @return the samples; an error in the expression is an error here
     */
    JsonNode query(String expression) {
        return result("/api/v1/query?query=" + encode(expression)).path("result");
    }

    /** Evaluates an expression as a panel does: over a stretch of time that ends now. */
    JsonNode range(String expression, Duration stretch, Duration step) {
        Instant now = Instant.now();
        return result("/api/v1/query_range?query=" + encode(expression) + "&start=" + now.minus(stretch) + "&end=" + now
                + "&step=" + step.toSeconds())
            .path("result");
    }

    /** The {@code data} that its API answers a path with. */
    JsonNode result(String path) {
        try {
            var response = this.http.send(HttpRequest.newBuilder(this.uri.resolve(path)).timeout(PATIENCE).build(),
                    BodyHandlers.ofString());
            JsonNode answer = json.readTree(response.body());
            if (!"success".equals(answer.path("status").asString())) {
                throw new AssertionError(path + ": " + response.body());
            }
            return answer.path("data");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.process.destroy();
        try {
            if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(this.folder)) {
            files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
        }
    }

    private void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end) || !this.process.isAlive()) {
                throw new AssertionError("Waited in vain for " + what + "; Prometheus says:\n" + log());
            }
            try {
                Thread.sleep(100);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(ex);
            }
        }
    }

    private boolean isReady() {
        try {
            return this.http
                .send(HttpRequest.newBuilder(this.uri.resolve("/-/ready")).build(), BodyHandlers.discarding())
                .statusCode() == 200;
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private String log() {
        try {
            return Files.readString(this.folder.resolve("log"));
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

    @SuppressWarnings("unchecked")
    private static String configuration(Stack stack, @Nullable URI alertmanager, int own, Path rules)
            throws IOException {
        Map<String, Object> all = new Yaml().load(Files.readString(committed.resolve("prometheus.yml")));
        Map<String, Object> global = (Map<String, Object>) all.get("global");
        global.put("scrape_interval", INTERVAL);
        global.put("scrape_timeout", INTERVAL);
        global.put("evaluation_interval", INTERVAL);
        all.put("rule_files", List.of(rules.resolve("*.yml").toString()));
        List<String> receivers = (alertmanager != null) ? List.of(alertmanager.getAuthority()) : List.of();
        all.put("alerting",
                Map.of("alertmanagers", List.of(Map.of("static_configs", List.of(Map.of("targets", receivers))))));
        for (Map<String, Object> job : (List<Map<String, Object>>) all.get("scrape_configs")) {
            job.remove("dns_sd_configs");
            job.put("static_configs", switch ((String) job.get("job_name")) {
                case "streamgate" -> services(stack);
                case "prometheus" -> List.of(Map.of("targets", List.of("127.0.0.1:" + own)));
                case "alertmanager" -> List.of(Map.of("targets", receivers));
                default -> throw new AssertionError("Where is " + job.get("job_name") + "?");
            });
        }
        DumperOptions block = new DumperOptions();
        block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(block).dump(all);
    }

    /** Relabelling takes the service from the name that DNS would have had. */
    private static List<Map<String, Object>> services(Stack stack) {
        return SERVICES.stream()
            .map((service) -> Map.<String, Object>of("targets", List.of(stack.service(service).getAuthority()),
                    "labels", Map.of("__meta_dns_name", service + "-service")))
            .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

}

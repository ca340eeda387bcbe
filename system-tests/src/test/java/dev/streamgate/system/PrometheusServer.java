/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;

/**
 * A Prometheus process with the committed configuration and rules, apart from three
 * changes: it scrapes a {@link Stack}'s services at their ports instead of those that DNS
 * lists, scrapes and evaluates every two seconds, and sends alerts only to a given
 * Alertmanager. Requires Debian's {@code prometheus}; see {@link #isInstalled()}.
 */
final class PrometheusServer implements AutoCloseable {

    private static final Path committed = Path.of("").toAbsolutePath().resolveSibling("prometheus");

    private static final String INTERVAL = "2s";

    private final ExternalServer server;

    private PrometheusServer(ExternalServer server) {
        this.server = server;
    }

    static boolean isInstalled() {
        return ExternalServer.find("prometheus").isPresent();
    }

    /**
     * Starts Prometheus with the committed rules.
     * @param stack the stack to scrape
     * @param alertmanager receives the alerts; null for none
     */
    static PrometheusServer start(Stack stack, @Nullable URI alertmanager) throws IOException {
        return start(stack, alertmanager, committed.resolve("rules"));
    }

    /**
     * Starts Prometheus with other rules.
     * @param stack the stack to scrape
     * @param alertmanager receives the alerts; null for none
     * @param rules directory of the rule files
     */
    static PrometheusServer start(Stack stack, @Nullable URI alertmanager, Path rules) throws IOException {
        Path directory = Files.createTempDirectory("streamgate-prometheus-");
        int port = ExternalServer.freePort();
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"),
                configuration(stack, alertmanager, port, rules));
        return new PrometheusServer(ExternalServer.start(directory, port,
                List.of("prometheus", "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                        "--enable-feature=exemplar-storage", "--log.level=warn")));
    }

    /** Waits until each service has been scraped. */
    void awaitTargets() {
        this.server.await("all services are scraped",
                () -> query("count(count by (service) (up{job=\"streamgate\"} == 1)) == " + Stack.SERVICES.size())
                    .size() == 1);
    }

    /** Waits until an expression has a result. */
    void awaitResult(String expression) {
        this.server.await(expression + " has a result", () -> !query(expression).isEmpty());
    }

    /**
     * Evaluates an instant query.
     * @return the samples
     */
    JsonNode query(String expression) {
        return result("/api/v1/query?query=" + encode(expression)).path("result");
    }

    /** Evaluates a range query that ends now. */
    JsonNode range(String expression, Duration range, Duration step) {
        Instant now = Instant.now();
        return result("/api/v1/query_range?query=" + encode(expression) + "&start=" + now.minus(range) + "&end=" + now
                + "&step=" + step.toSeconds())
            .path("result");
    }

    /** The {@code data} of an API reply, which must be a success. */
    JsonNode result(String path) {
        Reply reply = this.server.http().get(path);
        JsonNode body = reply.json();
        if (!"success".equals(body.path("status").asString())) {
            throw new AssertionError(path + ": " + reply);
        }
        return body.path("data");
    }

    @Override
    public void close() throws IOException {
        this.server.close();
    }

    @SuppressWarnings("unchecked")
    private static String configuration(Stack stack, @Nullable URI alertmanager, int port, Path rules)
            throws IOException {
        Map<String, Object> configuration = new Yaml().load(Files.readString(committed.resolve("prometheus.yml")));
        Map<String, Object> global = (Map<String, Object>) configuration.get("global");
        global.put("scrape_interval", INTERVAL);
        global.put("scrape_timeout", INTERVAL);
        global.put("evaluation_interval", INTERVAL);
        configuration.put("rule_files", List.of(rules.resolve("*.yml").toString()));
        List<String> receivers = (alertmanager != null) ? List.of(alertmanager.getAuthority()) : List.of();
        configuration.put("alerting",
                Map.of("alertmanagers", List.of(Map.of("static_configs", List.of(Map.of("targets", receivers))))));
        for (Map<String, Object> job : (List<Map<String, Object>>) configuration.get("scrape_configs")) {
            job.remove("dns_sd_configs");
            job.put("static_configs", switch ((String) job.get("job_name")) {
                case "streamgate" -> services(stack);
                case "prometheus" -> List.of(Map.of("targets", List.of("127.0.0.1:" + port)));
                case "alertmanager" -> List.of(Map.of("targets", receivers));
                default -> throw new AssertionError("No targets for the scrape job " + job.get("job_name"));
            });
        }
        DumperOptions block = new DumperOptions();
        block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(block).dump(configuration);
    }

    /** Relabelling derives the service from its DNS name. */
    private static List<Map<String, Object>> services(Stack stack) {
        return Stack.SERVICES.stream()
            .map((service) -> Map.<String, Object>of("targets", List.of(stack.service(service).getAuthority()),
                    "labels", Map.of("__meta_dns_name", service + "-service")))
            .toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

}

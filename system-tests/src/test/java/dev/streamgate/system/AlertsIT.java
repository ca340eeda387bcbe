/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service dies, and who operates the suite is told: once, though the suite's own
 * evaluation and Prometheus with Alertmanager both notice. The rules are the committed
 * ones with shorter times, so that the test is short. It mostly waits, so it runs beside
 * the first tests, which do without the service that it kills.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Stack.SERVICES)
class AlertsIT {

    private static final Logger log = LoggerFactory.getLogger(AlertsIT.class);

    private static final String VICTIM = "cache";

    private static final String RULE = "/api/v1/monitor/rules/ServiceDown";

    private static final int SECONDS = 4;

    private static final Duration PROMISED = Duration.ofSeconds(60);

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Stack stack = Stack.running();

    private final Account admin = Account.admin(this.stack);

    @Test
    void aServiceThatIsKilledIsToldOfOnceAndSoIsItsReturn(@TempDir Path rules) throws Exception {
        Assumptions.assumeTrue(RealPrometheus.installed() && RealAlertmanager.installed(),
                "SKIPPED: takes Debian's prometheus and prometheus-alertmanager");
        shortenOwnRule();
        try (RealAlertmanager alertmanager = RealAlertmanager.telling(this.stack);
                RealPrometheus prometheus = RealPrometheus.watching(this.stack, alertmanager.uri(), shortened(rules));
                Changes changes = new Changes()) {
            prometheus.awaitTargets();
            Instant killed = Instant.now();
            ProcessHandle victim = this.stack.processes().get(VICTIM);
            victim.destroyForcibly();
            victim.onExit().join();

            Stack.notifications().await(about("FIRING"), PROMISED);
            log.info("Notified {} after the kill", Duration.between(killed, Instant.now()));
            JsonNode firing = awaitAlert((alert) -> alert.path("sources").size() == 2);
            assertThat(firing.path("state").asString()).isEqualTo("firing");
            assertThat(firing.path("level").asString()).isEqualTo("critical");
            assertThat(firing.path("runbook").asString()).contains("service-down");
            assertThat(changes.heard(firing.path("id").asString())).contains("firing");

            this.stack.launcher("up");
            Stack.notifications().await(about("RESOLVED"), PROMISED);
            log.info("All is well {} after the kill", Duration.between(killed, Instant.now()));
            assertThat(Stack.notifications().received(about("FIRING"))).hasSize(1);
            assertThat(Stack.notifications().received(about("RESOLVED"))).hasSize(1);
            JsonNode over = this.admin.json("/api/v1/monitor/alerts/" + firing.path("id").asString());
            assertThat(over.path("state").asString()).isEqualTo("resolved");
            assertThat(changes.heard(firing.path("id").asString())).contains("firing", "resolved");
            assertThat(
                    this.admin.json("/api/v1/monitor/alerts/history?rule=ServiceDown&service=" + VICTIM).path("items"))
                .hasSize(1);
        }
        finally {
            this.admin.send("DELETE", RULE, Map.of("If-Match", "*"), null);
        }
    }

    /** What happened to services reaches the history too. */
    @Test
    void theStartOfEachServiceIsInTheHistory() throws InterruptedException {
        Instant end = Instant.now().plus(PROMISED);
        List<String> services = List.of();
        while (services.size() < RealPrometheus.SERVICES.size() && Instant.now().isBefore(end)) {
            services = this.admin.json("/api/v1/monitor/alerts/history?level=info&rule=ServiceStarted&limit=500")
                .path("items")
                .valueStream()
                .map((alert) -> alert.path("labels").path("service").asString())
                .distinct()
                .toList();
            Thread.sleep(100);
        }
        assertThat(services).containsExactlyInAnyOrderElementsOf(RealPrometheus.SERVICES);
    }

    private void shortenOwnRule() {
        JsonNode rule = this.admin.json(RULE);
        Map<String, Object> shorter = Map.of("expression", rule.path("expression").asString(), "condition",
                rule.path("condition").asString(), "threshold", rule.path("threshold").asDouble(), "forSeconds",
                SECONDS, "keepFiringSeconds", SECONDS, "level", rule.path("level").asString(), "summary",
                rule.path("summary").asString(), "runbook", rule.path("runbook").asString());
        var changed = this.admin.send("PUT", RULE, Map.of("If-Match", "*"), shorter);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private static Path shortened(Path folder) throws IOException {
        Path committed = Path.of("").toAbsolutePath().resolveSibling("prometheus").resolve("rules");
        try (var files = Files.newDirectoryStream(committed, "*.yml")) {
            for (Path file : files) {
                Files.writeString(folder.resolve(file.getFileName()),
                        Files.readString(file)
                            .replaceAll("for: 15s", "for: " + SECONDS + "s")
                            .replaceAll("keep_firing_for: 30s", "keep_firing_for: " + SECONDS + "s"));
            }
        }
        return folder;
    }

    private JsonNode awaitAlert(Predicate<JsonNode> wish) throws InterruptedException {
        Instant end = Instant.now().plus(PROMISED);
        JsonNode alerts;
        do {
            alerts = this.admin.json("/api/v1/monitor/alerts?state=firing&rule=ServiceDown&service=" + VICTIM)
                .path("items");
            if (alerts.size() == 1 && wish.test(alerts.get(0))) {
                return alerts.get(0);
            }
            Thread.sleep(100);
        }
        while (Instant.now().isBefore(end));
        throw new AssertionError("Not within " + PROMISED + ": " + alerts);
    }

    private static Predicate<JsonNode> about(String state) {
        return (notification) -> VICTIM.equals(notification.path("labels").path("service").asString())
                && state.equals(notification.path("state").asString())
                && !"INFO".equals(notification.path("level").asString());
    }

    /** The stream of changes as a browser hears it, through the gateway. */
    private final class Changes implements AutoCloseable {

        private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

        private final HttpClient http = HttpClient.newHttpClient();

        Changes() throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(AlertsIT.this.stack.gateway().resolve("/api/v1/monitor/events"))
                .header("Authorization", "Bearer " + AlertsIT.this.admin.token())
                .build();
            var reply = this.http.send(request, BodyHandlers.ofInputStream());
            assertThat(reply.statusCode()).isEqualTo(200);
            var lines = new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
            Thread.ofVirtual().start(() -> listen(lines));
        }

        /** The states that an alert went through. */
        List<String> heard(String id) {
            return this.heard.stream()
                .filter((change) -> id.equals(change.path("id").asString()))
                .map((change) -> change.path("state").asString())
                .distinct()
                .toList();
        }

        private void listen(BufferedReader lines) {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        this.heard.add(json.readTree(line.substring("data:".length())));
                    }
                }
            }
            catch (IOException ex) {
                log.debug("The stream has ended", ex);
            }
        }

        @Override
        public void close() {
            this.http.shutdownNow();
        }

    }

}

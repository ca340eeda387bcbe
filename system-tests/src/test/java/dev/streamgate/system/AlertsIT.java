/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
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
 * Kills a service: operators are notified once, although the suite's own evaluation and
 * Prometheus with Alertmanager both detect it. The rules are the committed ones with
 * shorter durations. The test mostly waits, so it runs concurrently with the first tests,
 * which do not need the killed service.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Stack.SERVICES_LOCK)
class AlertsIT {

    private static final Logger log = LoggerFactory.getLogger(AlertsIT.class);

    private static final String VICTIM = "cache";

    private static final String RULE = "/api/v1/monitor/rules/ServiceDown";

    private static final int SECONDS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Stack stack = Stack.running();

    private final GatewayUser admin = GatewayUser.admin(this.stack);

    @Test
    void aKilledServiceAndItsRecoveryAreNotifiedOnceEach(@TempDir Path rules) throws Exception {
        Assumptions.assumeTrue(PrometheusServer.isInstalled() && AlertmanagerServer.isInstalled(),
                "SKIPPED: requires Debian's packages prometheus and prometheus-alertmanager");
        shortenOwnRule();
        try (AlertmanagerServer alertmanager = AlertmanagerServer.start(this.stack);
                PrometheusServer prometheus = PrometheusServer.start(this.stack, alertmanager.uri(), shortened(rules));
                AlertChanges changes = new AlertChanges()) {
            prometheus.awaitTargets();
            Instant killed = Instant.now();
            ProcessHandle victim = this.stack.processes().get(VICTIM);
            victim.destroyForcibly();
            victim.onExit().join();

            Stack.notifications().await(about("FIRING"), TIMEOUT);
            log.info("Notified {} after the kill", Duration.between(killed, Instant.now()));
            JsonNode firing = awaitAlert((alert) -> alert.path("sources").size() == 2);
            assertThat(firing.path("state").asString()).isEqualTo("firing");
            assertThat(firing.path("level").asString()).isEqualTo("critical");
            assertThat(firing.path("runbook").asString()).contains("service-down");
            assertThat(changes.states(firing.path("id").asString())).contains("firing");

            this.stack.launcher("up");
            Stack.notifications().await(about("RESOLVED"), TIMEOUT);
            log.info("Recovered {} after the kill", Duration.between(killed, Instant.now()));
            assertThat(Stack.notifications().received(about("FIRING"))).hasSize(1);
            assertThat(Stack.notifications().received(about("RESOLVED"))).hasSize(1);
            JsonNode resolved = this.admin.json("/api/v1/monitor/alerts/" + firing.path("id").asString());
            assertThat(resolved.path("state").asString()).isEqualTo("resolved");
            assertThat(changes.states(firing.path("id").asString())).contains("firing", "resolved");
            assertThat(
                    this.admin.json("/api/v1/monitor/alerts/history?rule=ServiceDown&service=" + VICTIM).path("items"))
                .hasSize(1);
        }
        finally {
            this.admin.http().delete(RULE, "If-Match", "*");
        }
    }

    @Test
    void theStartOfEachServiceIsInTheHistory() {
        Awaitility.await()
            .atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(
                    this.admin.json("/api/v1/monitor/alerts/history?level=info&rule=ServiceStarted&limit=500")
                        .path("items")
                        .valueStream()
                        .map((alert) -> alert.path("labels").path("service").asString())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Stack.SERVICES));
    }

    private void shortenOwnRule() {
        JsonNode rule = this.admin.json(RULE);
        Map<String, Object> shorter = Map.of("expression", rule.path("expression").asString(), "condition",
                rule.path("condition").asString(), "threshold", rule.path("threshold").asDouble(), "forSeconds",
                SECONDS, "keepFiringSeconds", SECONDS, "level", rule.path("level").asString(), "summary",
                rule.path("summary").asString(), "runbook", rule.path("runbook").asString());
        this.admin.http().put(RULE, shorter, "If-Match", "*").expect(200);
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

    private JsonNode awaitAlert(Predicate<JsonNode> condition) {
        return Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> this.admin.json("/api/v1/monitor/alerts?state=firing&rule=ServiceDown&service=" + VICTIM)
                .path("items"), (alerts) -> alerts.size() == 1 && condition.test(alerts.get(0)))
            .get(0);
    }

    private static Predicate<JsonNode> about(String state) {
        return (notification) -> VICTIM.equals(notification.path("labels").path("service").asString())
                && state.equals(notification.path("state").asString())
                && !"INFO".equals(notification.path("level").asString());
    }

    /** The stream of alert changes through the gateway. */
    private final class AlertChanges implements AutoCloseable {

        private final List<JsonNode> received = new CopyOnWriteArrayList<>();

        private final InputStream stream;

        AlertChanges() {
            HttpResponse<InputStream> response = AlertsIT.this.admin.http().open("/api/v1/monitor/events");
            assertThat(response.statusCode()).isEqualTo(200);
            this.stream = response.body();
            Thread.ofVirtual().start(this::read);
        }

        /** The states of an alert in order. */
        List<String> states(String id) {
            return this.received.stream()
                .filter((change) -> id.equals(change.path("id").asString()))
                .map((change) -> change.path("state").asString())
                .distinct()
                .toList();
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(this.stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        this.received.add(JsonMapper.shared().readTree(line.substring("data:".length())));
                    }
                }
            }
            catch (IOException ex) {
                log.debug("The stream was closed", ex);
            }
        }

        @Override
        public void close() throws IOException {
            this.stream.close();
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Alerts, rules, audit and logs over HTTP, with a real database. */
@WithPostgres
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.monitor.interval=1h", "spring.config.location=classpath:/watch-test.yaml",
                "streamgate.alert.evaluate=true", "streamgate.alert.check-interval=1h", "streamgate.alert.forward.url=",
                "streamgate.monitor.alerts.group-wait=0s", "streamgate.monitor.alerts.group-interval=0s",
                "streamgate.monitor.alerts.events-per-minute=5",
                "streamgate.security.programs.alertmanager.path=POST /internal/v1/alertmanager",
                "streamgate.security.programs.alertmanager.token=" + AlertApiIT.TOKEN })
class AlertApiIT implements HandlerRules {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final BlockingQueue<String> notified = new LinkedBlockingQueue<>();

    /** How often the peer was asked for its journal or its log. */
    private static final AtomicInteger asked = new AtomicInteger();

    private static final HttpServer peer = peer();

    @Autowired
    private SuiteAlerts alerts;

    @LocalServerPort
    private int port;

    private RestTestClient client;

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        String address = "http://127.0.0.1:" + peer.getAddress().getPort();
        registry.add("streamgate.alert.webhook.url", () -> address + "/webhook");
        registry.add("streamgate.monitor.instances.alpha", () -> address);
        registry.add("streamgate.monitor.instances.gamma", () -> "http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        peer.stop(0);
    }

    @BeforeEach
    void prepare() {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
        this.alerts.write();
    }

    @Test
    void alertmanagersAlertIsShownNotifiedOnceAndResolved() throws Exception {
        alertmanager("firing", "ServiceDown", "auth", TOKEN).expectStatus().isNoContent();
        alertmanager("firing", "ServiceDown", "auth", TOKEN).expectStatus().isNoContent();
        this.alerts.check();
        assertThat(notified.poll(10, TimeUnit.SECONDS)).contains("ServiceDown", "auth", "FIRING");
        get("/api/v1/monitor/alerts?state=firing&level=critical&service=auth").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].rule")
            .isEqualTo("ServiceDown")
            .jsonPath("$.items[0].sources[0]")
            .isEqualTo("alertmanager")
            .jsonPath("$.items[0].runbook")
            .isEqualTo("docs/runbooks/service-down.md")
            .jsonPath("$.items[0].value")
            .doesNotExist();
        get("/api/v1/monitor/alerts?level=warning&service=auth").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        get("/api/v1/monitor/alerts?state=sleeping").expectStatus().isBadRequest();

        alertmanager("resolved", "ServiceDown", "auth", TOKEN).expectStatus().isNoContent();
        awaitTold();
        this.alerts.check();
        assertThat(notified.poll(10, TimeUnit.SECONDS)).contains("ServiceDown", "RESOLVED");
        awaitTold();
        this.alerts.write();
        get("/api/v1/monitor/alerts/history?service=auth&limit=1").expectBody()
            .jsonPath("$.items[0].state")
            .isEqualTo("resolved")
            .jsonPath("$.items[0].notifications")
            .isEqualTo(2);
        get("/api/v1/monitor/alerts/history?cursor=!").expectStatus().isBadRequest();
    }

    @Test
    void onlyAlertmanagersTokenOpensItsDoor() {
        alertmanager("firing", "X", "auth", "another-token-of-the-length").expectStatus().isUnauthorized();
        alertmanager("firing", "X", "auth", TestTokens.user("root", "admin")).expectStatus().isForbidden();
        send(HttpMethod.POST, "/internal/v1/alert-events", TOKEN, Map.of()).expectStatus().isUnauthorized();
        send(HttpMethod.GET, "/api/v1/monitor/alerts", TOKEN, null).expectStatus().isUnauthorized();
        send(HttpMethod.GET, "/api/v1/monitor/alerts", TestTokens.user("u", "creator"), null).expectStatus()
            .isForbidden();
        send(HttpMethod.POST, "/internal/v1/alertmanager", TOKEN, Map.of("version", "3", "alerts", List.of()))
            .expectStatus()
            .isBadRequest();
    }

    @Test
    void anEventOfAServiceReachesTheHistoryInItsOwnName() {
        Map<String, Object> event = Map.of("fingerprint", "f", "rule", "CacheWarmed", "level", "INFO", "state",
                "RESOLVED", "labels", Map.of("service", "somebody-else", "cache", "contents"), "summary",
                "contents has 10 entries", "value", 1, "startedAt", Instant.now().toString());
        String service = TestTokens.service("metadata");
        send(HttpMethod.POST, "/internal/v1/alert-events", service, event).expectStatus().isNoContent();
        send(HttpMethod.POST, "/internal/v1/alert-events", service, event).expectStatus().isNoContent();
        this.alerts.write();
        get("/api/v1/monitor/alerts/history?level=info&rule=CacheWarmed").expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].labels.service")
            .isEqualTo("metadata")
            .jsonPath("$.items[0].summary")
            .isEqualTo("contents has 10 entries");
        send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.user("root", "admin"), event).expectStatus()
            .isForbidden();
        for (int number = 0; number < 5; number++) {
            send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.service("wild"), event);
        }
        send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.service("wild"), event).expectStatus()
            .isEqualTo(429);
    }

    @Test
    void anOperatorResolvesByHand() throws Exception {
        alertmanager("firing", "DiskFull", "upload", TOKEN);
        this.alerts.check();
        notified.poll(10, TimeUnit.SECONDS);
        awaitTold();
        String id = this.alerts.active(AlertFilter.of(null, null, "DiskFull", null)).items().getFirst().id();
        send(HttpMethod.POST, "/api/v1/monitor/alerts/" + id + "/resolve", operator(), null).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.state")
            .isEqualTo("resolved")
            .jsonPath("$.resolvedBy")
            .isEqualTo("op");
        send(HttpMethod.POST, "/api/v1/monitor/alerts/unknown/resolve", operator(), null).expectStatus().isNotFound();
        get("/api/v1/monitor/alerts/" + id).expectStatus().isOk();
        this.alerts.check();
        notified.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void aRuleIsMadeChangedAndRemovedUnderItsVersion() {
        Map<String, Object> rule = rule("sum by (service) (rate(things_total[1m]))", 5);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus()
            .isCreated()
            .expectHeader()
            .valueEquals("ETag", "\"1\"")
            .expectBody()
            .jsonPath("$.predefined")
            .isEqualTo(false);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus().isEqualTo(409);
        put("/api/v1/monitor/rules/TooManyThings", null, rule).expectStatus().isEqualTo(428);
        put("/api/v1/monitor/rules/TooManyThings", "\"7\"", rule).expectStatus().isEqualTo(412);
        put("/api/v1/monitor/rules/TooManyThings", "\"1\"", rule("things", 9)).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.threshold")
            .isEqualTo(9)
            .jsonPath("$.promql")
            .isEqualTo("things > 9");
        this.client.delete()
            .uri("/api/v1/monitor/rules/TooManyThings")
            .headers((headers) -> headers.setBearerAuth(operator()))
            .header("If-Match", "\"2\"")
            .exchange()
            .expectStatus()
            .isNoContent();
        get("/api/v1/monitor/rules/TooManyThings").expectStatus().isNotFound();
    }

    @Test
    void aPredefinedRuleIsOverriddenSwitchedOffAndAsItWasAgain() {
        get("/api/v1/monitor/rules/ServiceDown").expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("ETag", "\"0\"")
            .expectBody()
            .jsonPath("$.predefined")
            .isEqualTo(true);
        Map<String, Object> off = new java.util.HashMap<>(rule("up", 0));
        off.put("name", "ServiceDown");
        off.put("enabled", false);
        put("/api/v1/monitor/rules/ServiceDown", "\"0\"", off).expectBody()
            .jsonPath("$.enabled")
            .isEqualTo(false)
            .jsonPath("$.overridden")
            .isEqualTo(true);
        this.client.delete()
            .uri("/api/v1/monitor/rules/ServiceDown")
            .headers((headers) -> headers.setBearerAuth(operator()))
            .header("If-Match", "*")
            .exchange()
            .expectStatus()
            .isNoContent();
        get("/api/v1/monitor/rules/ServiceDown").expectBody()
            .jsonPath("$.enabled")
            .isEqualTo(true)
            .jsonPath("$.overridden")
            .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "expression | rate(things_total[1m]) +", "expression | nonsense(",
            "summary | {{ $value }} is too much" })
    void aBadRuleIsAProblemThatNamesWhatIsWrong(String field, String text) {
        Map<String, Object> rule = new java.util.HashMap<>(rule("things", 1));
        rule.put(field, text);
        send(HttpMethod.POST, "/api/v1/monitor/rules", operator(), rule).expectStatus()
            .isBadRequest()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:invalid-fields")
            .jsonPath("$.errors[0].field")
            .isEqualTo(field)
            .jsonPath("$.errors[0].message")
            .isNotEmpty();
    }

    @Test
    void auditAndLogsAreOneListThatSaysWhoIsMissing() {
        get("/api/v1/monitor/audit?type=upload.&actor=a%26b=c").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items[0].service")
            .isEqualTo("alpha")
            .jsonPath("$.items[0].resource")
            .isEqualTo("actor=a&b=c&type=upload.&limit=100")
            .jsonPath("$.unanswered[0].service")
            .isEqualTo("gamma");
        get("/api/v1/monitor/logs?service=alpha&level=warn&limit=1").expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].message")
            .isEqualTo("level=WARN&limit=51")
            .jsonPath("$.unanswered.length()")
            .isEqualTo(0)
            .jsonPath("$.nextCursor")
            .isNotEmpty();
        int before = asked.get();
        get("/api/v1/monitor/audit?type=seen.by-many").expectStatus().isOk();
        get("/api/v1/monitor/audit?type=seen.by-many").expectStatus().isOk();
        assertThat(asked.get() - before).as("a page is kept").isEqualTo(1);
        get("/api/v1/monitor/logs?service=../../etc/passwd").expectStatus().isBadRequest();
        get("/api/v1/monitor/logs?level=loud").expectStatus().isBadRequest();
        get("/api/v1/monitor/logs?traceId=nothing").expectStatus().isBadRequest();
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("AlertIngestController.alertmanager",
                "Repeated all the time; what comes of it is in the alerts' history, with its source.",
                "AlertIngestController.event", "It is kept in the alerts' history, in the name of the service.");
    }

    private static Map<String, Object> rule(String expression, double threshold) {
        return Map.of("name", "TooManyThings", "expression", expression, "condition", "gt", "threshold", threshold,
                "forSeconds", 30, "level", "warning", "summary", "Too many things in {{ $labels.service }}");
    }

    private RestTestClient.ResponseSpec alertmanager(String status, String rule, String service, String token) {
        Map<String, Object> alert = Map.of("status", status, "labels",
                Map.of("alertname", rule, "service", service, "severity", "critical"), "annotations",
                Map.of("summary", rule + " of " + service, "runbook_url", "docs/runbooks/service-down.md"), "startsAt",
                "2026-11-21T12:00:00Z", "endsAt", "0001-01-01T00:00:00Z", "generatorURL", "http://prometheus");
        return send(HttpMethod.POST, "/internal/v1/alertmanager", token,
                Map.of("version", "4", "status", status, "groupKey", "g", "alerts", List.of(alert)));
    }

    private RestTestClient.ResponseSpec get(String path) {
        return send(HttpMethod.GET, path, operator(), null);
    }

    private RestTestClient.ResponseSpec put(String path, String ifMatch, Object body) {
        return this.client.put().uri(path).headers((headers) -> {
            headers.setBearerAuth(operator());
            if (ifMatch != null) {
                headers.setIfMatch(ifMatch);
            }
        }).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private RestTestClient.ResponseSpec send(HttpMethod method, String path, String token, Object body) {
        var request = this.client.method(method)
            .uri(java.net.URI.create("http://127.0.0.1:" + this.port + path))
            .headers((headers) -> headers.setBearerAuth(token));
        return (body == null) ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private void awaitTold() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (this.alerts.isNotifying()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String operator() {
        return TestTokens.user("op", "operator");
    }

    /** An instance whose journal and log say what they were asked, and a webhook. */
    private static HttpServer peer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/webhook", (exchange) -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (!body.contains("INFO")) {
                    notified.add(body);
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            answer(server, "/actuator/auditjournal", """
                    {"items":[{"id":"a-1","timestamp":"2026-11-21T12:00:00Z","type":"upload.complete","actor":"a",
                    "action":"complete","resource":"%s","result":"success","details":{}}]}""");
            answer(server, "/actuator/logtail", """
                    {"items":[{"id":"a-2","timestamp":"2026-11-21T12:00:01Z","level":"WARN","logger":"l","thread":"t",
                    "message":"%s"},{"id":"a-1","timestamp":"2026-11-21T12:00:00Z","level":"WARN","logger":"l",
                    "thread":"t","message":"older"}]}""");
            server.start();
            return server;
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, (exchange) -> {
            asked.incrementAndGet();
            byte[] body = json.formatted(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

}

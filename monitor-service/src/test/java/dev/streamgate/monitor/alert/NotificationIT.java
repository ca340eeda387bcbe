/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With an operator's settings, an SMTP server and a Slack webhook receive one
 * notification when an alert fires and one when it is resolved, whichever source reports
 * it.
 */
@WithPostgres
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "STREAMGATE_ALERTMANAGER_TOKEN=" + NotificationIT.TOKEN,
                "STREAMGATE_ALERT_EVALUATION_INTERVAL=1s", "STREAMGATE_NOTIFY_EMAIL=pager@example.org",
                "streamgate.alert.email.from=suite@example.org", "streamgate.alert.predefined=false",
                "streamgate.alert.rules.TooManyThings.expression=things",
                "streamgate.alert.rules.TooManyThings.condition=gt", "streamgate.alert.rules.TooManyThings.threshold=5",
                "streamgate.alert.rules.TooManyThings.level=critical",
                "streamgate.alert.rules.TooManyThings.summary=Too many things <here>",
                "streamgate.monitor.interval=200ms", "streamgate.monitor.witness.interval=1h",
                "streamgate.monitor.alerts.group-wait=0s", "streamgate.monitor.alerts.group-interval=0s" })
class NotificationIT {

    static final String TOKEN = "fedcba9876543210fedcba9876543210";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Queue<String> posted = new ConcurrentLinkedQueue<>();

    private static final HttpServer peer = peer();

    private static final GreenMail smtp = smtp();

    private static volatile int things;

    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    private SuiteAlerts alerts;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        String address = "http://127.0.0.1:" + peer.getAddress().getPort();
        registry.add("STREAMGATE_NOTIFY_SLACK", () -> address + "/services/T0/B0/x");
        registry.add("spring.mail.host", () -> smtp.getSmtp().getBindTo());
        registry.add("spring.mail.port", () -> smtp.getSmtp().getPort());
        // This test has one service; the others are unreachable.
        Stream.of("gateway", "upload", "metadata", "worker", "transcoder", "streaming", "cache", "monitor")
            .forEach((service) -> registry.add("streamgate.monitor.instances." + service, () -> "http://127.0.0.1:1"));
        registry.add("streamgate.monitor.instances.auth", () -> address);
    }

    @AfterAll
    static void stop() {
        smtp.stop();
        peer.stop(0);
    }

    @Test
    void anAlertOfTheLocalEvaluationIsNotifiedOnceByBothHandlersAndSoIsItsResolution() {
        things = 7;
        awaitNotifications("TooManyThings", 1);
        // Prometheus reports the same alert later.
        Map<String, String> labels = Map.of("job", "streamgate", "service", "auth", "instance",
                "127.0.0.1:" + peer.getAddress().getPort());
        alertmanager("firing", "TooManyThings", labels);
        assertThat(found("TooManyThings").sources()).containsExactlyInAnyOrder("monitor", "alertmanager");
        alertmanager("resolved", "TooManyThings", labels);
        awaitNotifications("TooManyThings", 1);
        assertThat(found("TooManyThings").state()).isEqualTo("firing");
        things = 0;
        awaitNotifications("TooManyThings", 2);
        assertThat(slack("TooManyThings")).satisfiesExactly((firing) -> {
            assertThat(firing.path("text").asString())
                .isEqualTo("CRITICAL FIRING: TooManyThings. Too many things &lt;here&gt;");
            assertThat(firing.path("attachments").get(0).path("color").asString()).isEqualTo("danger");
        }, (resolved) -> {
            assertThat(resolved.path("text").asString()).startsWith("CRITICAL RESOLVED: TooManyThings.");
            assertThat(resolved.path("attachments").get(0).path("color").asString()).isEqualTo("good");
        });
        assertThat(subjects("TooManyThings")).containsExactly("[CRITICAL] FIRING: TooManyThings (auth)",
                "[CRITICAL] RESOLVED: TooManyThings (auth)");
    }

    @Test
    void anAlertOfAlertmanagerIsNotifiedOnceByBothHandlersAndSoIsItsResolution() throws Exception {
        Map<String, String> labels = Map.of("service", "worker", "severity", "warning");
        alertmanager("firing", "QueueStuck", labels);
        alertmanager("firing", "QueueStuck", labels);
        awaitNotifications("QueueStuck", 1);
        alertmanager("firing", "QueueStuck", labels);
        alertmanager("resolved", "QueueStuck", labels);
        awaitNotifications("QueueStuck", 2);
        assertThat(slack("QueueStuck")).extracting((message) -> message.path("text").asString())
            .containsExactly("WARNING FIRING: QueueStuck. QueueStuck of worker",
                    "WARNING RESOLVED: QueueStuck. QueueStuck of worker");
        List<MimeMessage> mails = mails("QueueStuck");
        assertThat(subjects("QueueStuck")).containsExactly("[WARNING] FIRING: QueueStuck (worker)",
                "[WARNING] RESOLVED: QueueStuck (worker)");
        assertThat(mails.getFirst().getAllRecipients()).extracting(Object::toString)
            .containsExactly("pager@example.org");
        assertThat(mails.getFirst().getFrom()).extracting(Object::toString).containsExactly("suite@example.org");
        assertThat(mails.getFirst().getContent().toString()).contains("QueueStuck of worker", "state: FIRING",
                "runbook: docs/runbooks/queue-stuck.md");
    }

    /**
     * Waits until the alert has a number of notifications, then checks that no further
     * one is sent.
     */
    private void awaitNotifications(String rule, int notifications) {
        Awaitility.await()
            .atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(latest(rule)).isNotEmpty()
                .first()
                .extracting(AlertView::notifications)
                .isEqualTo(notifications));
        this.alerts.update();
        Awaitility.await().atMost(TIMEOUT).until(() -> !this.alerts.isDelivering());
        assertThat(slack(rule)).hasSize(notifications);
        assertThat(mails(rule)).hasSize(notifications);
    }

    private AlertView found(String rule) {
        return latest(rule).getFirst();
    }

    private List<AlertView> latest(String rule) {
        List<AlertView> active = this.alerts.active(AlertFilter.of(null, null, rule, null)).items();
        this.alerts.flush();
        return active.isEmpty() ? this.alerts.history(AlertFilter.of(null, null, rule, null), 1, null).items() : active;
    }

    private List<JsonNode> slack(String rule) {
        return posted.stream().filter((body) -> body.contains(rule)).map(this.json::readTree).toList();
    }

    private static List<MimeMessage> mails(String rule) {
        return Stream.of(smtp.getReceivedMessages()).filter((mail) -> subject(mail).contains(rule)).toList();
    }

    private static List<String> subjects(String rule) {
        return mails(rule).stream().map(NotificationIT::subject).toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        }
        catch (MessagingException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void alertmanager(String status, String rule, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("alertname", rule);
        all.putIfAbsent("severity", "critical");
        Map<String, Object> alert = Map.of("status", status, "labels", all, "annotations",
                Map.of("summary", rule + " of " + labels.get("service"), "runbook_url", "docs/runbooks/queue-stuck.md"),
                "startsAt", "2026-11-21T12:00:00Z", "endsAt", "0001-01-01T00:00:00Z", "generatorURL",
                "http://prometheus");
        RestTestClient.bindToServer()
            .build()
            .post()
            .uri(URI.create("http://127.0.0.1:" + this.port + "/internal/v1/alertmanager"))
            .headers((headers) -> headers.setBearerAuth(TOKEN))
            .contentType(MediaType.APPLICATION_JSON)
            .body(Map.of("version", "4", "status", status, "groupKey", "g", "alerts", List.of(alert)))
            .exchange()
            .expectStatus()
            .isNoContent();
    }

    /** A service with one metric, and a Slack webhook. */
    private static HttpServer peer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/services", (exchange) -> {
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.createContext("/actuator", (exchange) -> {
                boolean meters = exchange.getRequestURI().getPath().endsWith("/prometheus");
                byte[] body = (meters ? "things " + things + "\n" : "{\"status\":\"UP\"}")
                    .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", meters ? "text/plain" : "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static GreenMail smtp() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

}

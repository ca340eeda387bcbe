/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Handlers with real servers. */
class AlertHandlersTests {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    private final AtomicInteger failures = new AtomicInteger();

    private HttpServer server;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withBean(MeterRegistry.class, () -> this.meters)
        .withPropertyValues("streamgate.service.name=shop", "streamgate.alert.evaluate=false",
                "streamgate.alert.delivery.initial-backoff=10ms", "streamgate.alert.delivery.max-attempts=3")
        .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class, AlertAutoConfiguration.class));

    @BeforeEach
    void serve() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", (exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = (this.failures.getAndDecrement() > 0) ? 503 : 204;
            this.requests.add(new Request(exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"), body, status));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        this.server.start();
    }

    @AfterEach
    void end() {
        this.server.stop(0);
    }

    @Test
    void theWebhookReceivesTheAlertAsJson() {
        this.runner
            .withPropertyValues("streamgate.alert.webhook.url=" + address("/hook"),
                    "streamgate.alert.webhook.authorization=Bearer abc")
            .run((context) -> {
                context.getBean(AlertDelivery.class).deliver(alert(AlertLevel.CRITICAL, "It is \"down\"\n"));
                Request request = take();
                assertThat(request.path()).isEqualTo("/hook");
                assertThat(request.authorization()).isEqualTo("Bearer abc");
                assertThat(request.body()).contains("\"rule\":\"ServiceDown\"", "\"state\":\"FIRING\"",
                        "\"level\":\"CRITICAL\"", "\"startedAt\":\"2026-01-01T00:00:00Z\"", "It is \\\"down\\\"\\n");
            });
    }

    @Test
    void slackReceivesItsFormatWithMarkUpEscaped() {
        this.runner.withPropertyValues("streamgate.alert.slack.url=" + address("/services/T0/B0/x")).run((context) -> {
            AlertDelivery delivery = context.getBean(AlertDelivery.class);
            delivery.deliver(alert(AlertLevel.INFO, "below the level of the Slack handler"));
            delivery.deliver(alert(AlertLevel.CRITICAL, "<!channel> & co"));
            Request request = take();
            assertThat(request.body()).contains("\"text\":\"CRITICAL FIRING: ServiceDown. &lt;!channel&gt; &amp; co\"",
                    "\"color\":\"danger\"", "\"short\":true");
            assertThat(this.requests).isEmpty();
        });
    }

    @Test
    void failuresAreRetriedUpToTheLastAttemptAndCounted() {
        this.failures.set(2);
        this.runner.withPropertyValues("streamgate.alert.webhook.url=" + address("/")).run((context) -> {
            AlertDelivery delivery = context.getBean(AlertDelivery.class);
            delivery.deliver(alert(AlertLevel.WARNING, "one"));
            assertThat(List.of(take().status(), take().status(), take().status())).containsExactly(503, 503, 204);
            this.failures.set(3);
            delivery.deliver(alert(AlertLevel.WARNING, "two"));
            delivery.deliver(alert(AlertLevel.WARNING, "three"));
            assertThat(List.of(take().status(), take().status(), take().status(), take().status())).containsExactly(503,
                    503, 503, 204);
            context.close();
            assertThat(count("webhook", "delivered")).isEqualTo(2);
            assertThat(count("webhook", "failed")).isEqualTo(1);
            assertThat(count("webhook", "retried")).isEqualTo(4);
        });
    }

    @Test
    void anAlertCannotInjectHeadersIntoAMail() throws Exception {
        GreenMail smtp = new GreenMail(
                new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            this.runner
                .withPropertyValues("spring.mail.host=" + smtp.getSmtp().getBindTo(),
                        "spring.mail.port=" + smtp.getSmtp().getPort(),
                        "streamgate.alert.email.to=operator@example.org,second@example.org")
                .run((context) -> {
                    context.getBean(AlertDelivery.class)
                        .deliver(alert(AlertLevel.CRITICAL, "It is down\r\nBcc: x@example.org"));
                    assertThat(smtp.waitForIncomingEmail(10_000, 1)).isTrue();
                    var message = smtp.getReceivedMessages()[0];
                    assertThat(message.getSubject()).isEqualTo("[CRITICAL] FIRING: ServiceDown (sh op  Bcc: x)");
                    assertThat(message.getHeader("Bcc")).isNull();
                    assertThat(message.getContent().toString()).contains("level: CRITICAL",
                            "runbook: docs/runbooks/service-down.md");
                });
        }
        finally {
            smtp.stop();
        }
    }

    @Test
    void aStallingHandlerDelaysNoOtherAndItsQueueIsBounded() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch stalled = new CountDownLatch(1);
        this.runner.withBean("stalling", AlertHandler.class, () -> new AlertHandler() {
            @Override
            public String name() {
                return "stalling";
            }

            @Override
            public void handle(Alert alert) throws InterruptedException {
                stalled.countDown();
                released.await();
            }
        })
            .withPropertyValues("streamgate.alert.webhook.url=" + address("/"),
                    "streamgate.alert.delivery.queue-capacity=5")
            .run((context) -> {
                AlertDelivery delivery = context.getBean(AlertDelivery.class);
                delivery.deliver(alert(AlertLevel.WARNING, "first"));
                assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
                take();
                for (int i = 0; i < 20; i++) {
                    delivery.deliver(alert(AlertLevel.WARNING, "n" + i));
                    take();
                }
                assertThat(count("stalling", "dropped")).isEqualTo(15);
                assertThat(count("webhook", "dropped")).isZero();
            });
        released.countDown();
        assertThat(count("stalling", "delivered")).isZero();
    }

    @Test
    void shutdownDoesNotWaitForAnUnresponsiveServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long[] began = { 0 };
            this.runner
                .withPropertyValues("streamgate.alert.webhook.url=http://127.0.0.1:" + silent.getLocalPort() + "/")
                .run((context) -> {
                    for (int i = 0; i < 10; i++) {
                        context.getBean(AlertDelivery.class).deliver(alert(AlertLevel.WARNING, "n" + i));
                    }
                    silent.accept();
                    began[0] = System.nanoTime();
                });
            // Waiting for the client's time-outs, five seconds each, would take longer.
            assertThat(Duration.ofNanos(System.nanoTime() - began[0])).isLessThan(Duration.ofSeconds(4));
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + this.server.getAddress().getPort() + path;
    }

    private Request take() throws InterruptedException {
        Request request = this.requests.poll(10, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private double count(String handler, String outcome) {
        return this.meters.get("streamgate.alert.deliveries")
            .tag("handler", handler)
            .tag("outcome", outcome)
            .counter()
            .count();
    }

    static Alert alert(AlertLevel level, String summary) {
        Instant began = Instant.parse("2026-01-01T00:00:00Z");
        return new Alert("0011223344556677", "ServiceDown", level, AlertState.FIRING,
                Map.of("service", "sh\nop\r\nBcc: x", "severity", level.label()), summary,
                "docs/runbooks/service-down.md", 0, began, began, null);
    }

    private record Request(String path, String authorization, String body, int status) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.tracing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.tracing.TraceContextStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Exports to an OTLP collector, as in production. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=sample",
                "streamgate.security.resource-server.public-paths=/**", "STREAMGATE_OTLP_ENABLED=true",
                "STREAMGATE_TRACE_DELAY=50ms", "STREAMGATE_TRACE_QUEUE=512" })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracingTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private static final ConcurrentLinkedQueue<Span> exported = new ConcurrentLinkedQueue<>();

    private static final CountDownLatch finished = new CountDownLatch(1);

    private static volatile boolean frozen;

    private static final HttpServer collector = collector();

    private final RestTestClient client;

    private final TraceContextStore traces;

    private final Tracer tracer;

    private final Environment environment;

    @Autowired
    TracingTests(@LocalServerPort int port, TraceContextStore traces, Tracer tracer, Environment environment) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.traces = traces;
        this.tracer = tracer;
        this.environment = environment;
    }

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add("STREAMGATE_OTLP_ENDPOINT",
                () -> "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    }

    @AfterAll
    static void stop() {
        finished.countDown();
        collector.stop(0);
    }

    @BeforeEach
    void clear() {
        frozen = false;
        exported.clear();
    }

    @Test
    void aResumedSpanContinuesTheStoredTrace(CapturedOutput output) {
        String stored;
        TraceContextStore.ResumedSpan request = this.traces.resume(PARENT, "request", "request-1");
        try (request) {
            stored = this.traces.current();
            assertThat(MDC.get("requestId")).isEqualTo("request-1");
        }
        assertThat(this.tracer.currentSpan()).isNull();
        assertThat(MDC.get("requestId")).isNull();
        assertThat(stored).startsWith("00-" + TRACE + "-").endsWith("-01").doesNotContain("b7ad6b7169203331");
        try (TraceContextStore.ResumedSpan span = this.traces.resume(stored, "later", "job-4711")) {
            LoggerFactory.getLogger(TracingTests.class).info("at work");
            span.tag("colour", "red").error("no paint");
            this.traces.startChild("detail").close();
        }
        Span first = await("request");
        Span later = await("later");
        assertThat(hex(first.getParentSpanId())).isEqualTo("b7ad6b7169203331");
        assertThat(later.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(await("detail").getParentSpanId()).isEqualTo(later.getSpanId());
        assertThat(hex(later.getTraceId())).isEqualTo(TRACE);
        assertThat(later.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(later.getAttributesList()).anyMatch((tag) -> tag.getKey().equals("colour"));
        assertThat(output.getOut().lines().filter((line) -> line.contains("at work"))).singleElement()
            .asString()
            .contains("[" + TRACE + ",job-4711]");
    }

    @Test
    void aJsonLogLineContainsServiceTraceAndSpan() {
        String format = this.environment.getRequiredProperty("streamgate.logging.formats.json");
        TraceContextStore.ResumedSpan span = this.traces.resume(PARENT, "logged", "job-4711");
        JsonNode line;
        try (span) {
            line = JsonMapper.shared().readTree(JsonLogTests.line(this.environment, format, "at work"));
        }
        assertThat(line.path("message").asString()).isEqualTo("at work");
        assertThat(line.path("service").path("name").asString()).isEqualTo("sample");
        assertThat(line.path("traceId").asString()).isEqualTo(TRACE);
        assertThat(line.path("spanId").asString()).isEqualTo(hex(await("logged").getSpanId()));
        assertThat(line.path("requestId").asString()).isEqualTo("job-4711");
        JsonNode after = JsonMapper.shared().readTree(JsonLogTests.line(this.environment, format, "at rest"));
        assertThat(after.has("traceId")).isFalse();
    }

    @Test
    void anUnsampledTraceIsNotExportedByResumedSpans() {
        String unsampled = "00-" + TRACE + "-b7ad6b7169203331-00";
        TraceContextStore.ResumedSpan span = this.traces.resume(unsampled, "unsampled", null);
        try (span) {
            assertThat(this.traces.current()).endsWith("-00");
        }
        this.traces.resume(PARENT, "sampled", null).close();
        await("sampled");
        assertThat(exported).noneMatch((one) -> one.getName().equals("unsampled"));
    }

    @Test
    void aMalformedTraceContextStartsANewTrace() {
        for (String broken : List.of("", "00-xyz-1-01", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
                "00-" + TRACE + "\r\nX: y", "ff-" + TRACE + "-b7ad6b7169203331-01", "x".repeat(100_000))) {
            TraceContextStore.ResumedSpan span = this.traces.resume(broken, "broken", null);
            try (span) {
                assertThat(this.traces.current()).as(broken)
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]")
                    .doesNotContain(TRACE);
            }
        }
    }

    @Test
    void aFinishedSpanIsRecordedWithItsTimes() {
        Instant began = Instant.parse("2026-11-21T12:00:00.250Z");
        this.traces.record(PARENT, "served", began, began.plusMillis(40), Map.of("rendition", "720p"));
        Span span = await("served");
        assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(1_795_262_400_250_000_000L);
        assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isEqualTo(40_000_000L);
    }

    @Test
    void requestsAreExportedAndProbesAreExcluded() {
        this.client.get().uri("/actuator/health/liveness").header("traceparent", PARENT).exchange();
        this.client.get()
            .uri("/hello")
            .header("traceparent", PARENT)
            .exchange()
            .expectHeader()
            .valueEquals("X-Trace-Id", TRACE);
        Span span = await("http get /hello");
        assertThat(hex(span.getParentSpanId())).isEqualTo("b7ad6b7169203331");
        assertThat(exported).noneMatch((one) -> one.getName().contains("actuator"));
        assertThat(exported).as("no spans of filter chains").hasSize(1);
    }

    @Test
    void latencyBucketsHaveExemplars() {
        this.client.get().uri("/hello").header("traceparent", PARENT).exchange();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String scrape = this.client.get()
                .uri("/actuator/prometheus")
                .header("Accept", "application/openmetrics-text")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
            assertThat(scrape).endsWith("# EOF\n")
                .containsPattern("streamgate_requests_seconds_bucket\\{outcome=\"success\"[^}]*} [0-9.]+ "
                        + "# \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"}")
                .containsPattern("streamgate_operations_seconds_bucket\\{[^}]*} [0-9.]+ # \\{span_id=");
        });
    }

    /** Last, since the exporter's queue stays full. */
    @Test
    @Order(Integer.MAX_VALUE)
    @Timeout(30)
    void anUnresponsiveCollectorDelaysNoRequest() {
        frozen = true;
        for (int i = 0; i < 5_000; i++) {
            this.traces.resume(null, "lost", null).close();
        }
        this.client.get().uri("/hello").exchange().expectStatus().isOk();
    }

    @Test
    void aMessageIsLoggedAsOneLine(CapturedOutput output) {
        Logger log = LoggerFactory.getLogger("sample");
        log.info("Name {}", "x\r\n2026-11-21T00:00:00.000Z ERROR 1 --- forged\u001b[31m\u0000");
        assertThat(output.getOut().lines().filter((line) -> line.contains("forged"))).singleElement()
            .asString()
            .contains("Name x 2026-11-21")
            .doesNotContain("\u001b[31m\u0000");
    }

    private static Span await(String name) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(exported).anyMatch((span) -> span.getName().equals(name)));
        return exported.stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    private static String hex(com.google.protobuf.ByteString id) {
        return java.util.HexFormat.of().formatHex(id.toByteArray());
    }

    private static HttpServer collector() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool((task) -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/v1/traces", (exchange) -> {
                if (frozen) {
                    awaitEndOfTests();
                }
                var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
                request.getResourceSpansList()
                    .forEach((resource) -> resource.getScopeSpansList()
                        .forEach((scope) -> exported.addAll(scope.getSpansList())));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void awaitEndOfTests() {
        try {
            finished.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(HelloController.class)
    static class SampleApplication {

    }

    @RestController
    static class HelloController {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

    }

}

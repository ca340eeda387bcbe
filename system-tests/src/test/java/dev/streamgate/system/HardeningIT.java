/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each of the ten handlers has from hardening-lib, as it shows through the gateway:
 * its limit, its meters, its cache, its audit events; and that none of it can be worn out
 * or got around by what clients send.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES, mode = ResourceAccessMode.READ)
class HardeningIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String MADE_UP = "made-up-";

    /** {@code -Dhostile.requests=10000} for the whole campaign. */
    private static final int DISTINCT = Integer.getInteger("hostile.requests", 300);

    /** From one address, so that no limit is met. */
    private static final int FROM_ONE = 300;

    private static final int CHUNK = 1 << 20;

    private static final int LARGE_HEADER = 64 * 1024;

    private static final JsonMapper json = JsonMapper.shared();

    private final Stack stack = Stack.running();

    private final Account operator = operator();

    private final Instant begin = Instant.now();

    private Path clip = Path.of("");

    private String contentId = "";

    private String session = "";

    @BeforeAll
    void upload(@TempDir Path folder) throws Exception {
        this.clip = Media.clip(folder, "clip.mp4", 1);
        this.contentId = this.operator.contentOf(this.operator.upload(this.clip, CHUNK));
        this.operator.await(this.contentId, (content) -> content.path("playable").asBoolean());
        this.session = this.operator.play(this.contentId);
    }

    /** The rows of the table that the suite was ordered with. */
    @ParameterizedTest
    @CsvSource({ "gateway, gateway, 1000, 100, /api/v1/contents?limit=1", "gateway, api, 1000, 100, /health",
            "upload, upload, 100, 10, /api/v1/uploads?limit=1",
            "streaming, streaming, 1000, 100, /api/v1/streams/{content}/info",
            "metadata, metadata, 500, 50, /api/v1/contents/{content}", "cache, cache, 1000, 100, /api/v1/cache/stats",
            "auth, auth, 50, 5, /api/v1/auth/profile", "worker, worker, 100, 10, /api/v1/jobs?limit=1",
            "transcoder, transcoder, 50, 5, /api/v1/transcodes/profiles",
            "monitor, monitor, 1000, 100, /api/v1/monitor/health" })
    void aHandlerHasItsLimitAndItsMeters(String service, String plan, int capacity, int refill, String path) {
        Series before = Series.of(this.stack, service);
        HttpResponse<String> reply = this.operator.get(path.replace("{content}", this.contentId));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(limits(reply, "RateLimit-Policy"))
            .contains("\"%s\";q=%d;w=%d".formatted(plan, capacity, capacity / refill));
        assertThat(limits(reply, "RateLimit")).filteredOn((limit) -> limit.startsWith('"' + plan + "\";r="))
            .singleElement()
            .satisfies((limit) -> assertThat(Integer.parseInt(limit.replaceAll(".*;r=(\\d+);t=.*", "$1"))).isBetween(0,
                    capacity - 1));

        await(() -> grown(before, service, "streamgate_ratelimit_checks_total", "plan=\"" + plan + '"',
                "outcome=\"allowed\""));
        await(() -> grown(before, service, "streamgate_requests_seconds_count", "outcome=\"success\""));
        await(() -> "gateway".equals(service)
                || grown(before, service, "streamgate_operations_seconds_count", "outcome=\"success\""));
        Series after = Series.of(this.stack, service);
        assertThat(Stream.of("streamgate_requests_seconds_bucket", "streamgate_requests_active",
                "streamgate_service_health", "streamgate_service_uptime_seconds", "streamgate_service_error_rate_ratio",
                "streamgate_service_success_rate_ratio", "streamgate_audit_events_total",
                "tomcat_connections_current_connections"))
            .allSatisfy((meter) -> assertThat(after.has(meter, "service=\"" + service + '"')).as(meter).isTrue());
        assertThat(after.has("streamgate_ratelimit_checks_total", "plan=\"" + plan + '"', "outcome=\"rejected\""))
            .isTrue();
    }

    /** The last column of that table; auth-service keeps nothing. */
    @ParameterizedTest
    @CsvSource({ "gateway, tokens, 10000, 300", "gateway, descriptions, 10000, 300",
            "upload, running-hashes, 1000, 600", "streaming, presentations, 5000, 900",
            "metadata, contents, 10000, 1800", "cache, hardening, 10000, 300", "worker, jobs, 10000, 300",
            "transcoder, profiles, 100, 300", "monitor, audit, 100, 1" })
    void aHandlerHasItsCacheAndCountsWhatItHad(String service, String cache, int entries, int seconds)
            throws Exception {
        String label = "cache=\"" + cache + '"';
        Series before = Series.of(this.stack, service);
        String path = cached(cache);
        await(() -> {
            assertThat(this.operator.get(path).statusCode()).as(path).isEqualTo(200);
            return grown(before, service, "cache_gets_total", label, "result=\"hit\"");
        });
        Series after = Series.of(this.stack, service);
        assertThat(Stream.of("cache_size", "cache_evictions_total"))
            .allSatisfy((meter) -> assertThat(after.has(meter, label)).as(meter).isTrue());
        assertThat(after.sum("streamgate_cache_entries_max", label)).isEqualTo(entries);
        assertThat(after.sum("streamgate_cache_ttl_seconds", label)).isEqualTo(seconds);
    }

    /** What is answered from a cache when it is asked for again. */
    private String cached(String cache) throws Exception {
        switch (cache) {
            case "descriptions":
                return "/openapi.json";
            case "presentations":
                return this.session;
            case "jobs":
                return "/api/v1/jobs/" + this.operator.json("/api/v1/jobs?type=transcode&contentId=" + this.contentId)
                    .path("items")
                    .path(0)
                    .path("jobId")
                    .asString();
            case "profiles":
                return "/api/v1/transcodes/profiles";
            case "audit":
                return "/api/v1/monitor/audit?limit=1";
            case "running-hashes":
                return "/api/v1/uploads/" + this.operator.upload(this.clip, CHUNK);
            case "hardening":
                String entry = "/api/v1/cache/hardening/entry";
                assertThat(this.operator.send("PUT", entry, Map.of(), Map.of("a", 1)).statusCode()).isEqualTo(204);
                return entry;
            default:
                return "/api/v1/contents/" + this.contentId;
        }
    }

    @Test
    void whatHandlersDoIsFoundInTheAuditWithoutSecrets() throws IOException {
        String wrong = "not the password " + System.nanoTime();
        this.operator.post("/api/v1/contents", Map.of("title", "mine"));
        this.operator.send("PUT", "/api/v1/cache/hardening/a", Map.of(), Map.of("a", 1));
        this.operator.post("/api/v1/auth/change-password",
                Map.of("currentPassword", wrong, "newPassword", wrong + " 2"));
        this.operator.post("/api/v1/jobs/none/cancel", Map.of());
        this.operator.post("/api/v1/transcodes/none/cancel", Map.of());
        this.operator.post("/api/v1/monitor/alerts/none/resolve", Map.of());
        String tampered = this.operator.token() + "x";
        assertThat(this.operator.withToken(tampered).get("/api/v1/contents").statusCode()).isEqualTo(401);

        String mine = "actor=" + this.operator.json("/api/v1/auth/profile").path("id").asString();
        Map<String, String> types = Map.of("upload.create", "upload", "stream.session", "streaming", "content.create",
                "metadata", "cache.put", "cache", "auth.change-password", "auth", "job.cancel", "worker",
                "transcode.cancel", "worker", "alert.resolve", "monitor");
        types.forEach((type, service) -> assertThat(awaitEvents("type=" + type + '&' + mine)).as(type)
            .isNotEmpty()
            .allSatisfy((event) -> {
                assertThat(event.path("service").asString()).isEqualTo(service);
                assertThat(event.path("type").asString()).isEqualTo(type);
                assertThat(event.path("action").asString()).isEqualTo(type.substring(type.indexOf('.') + 1));
                assertThat(event.path("resource").asString()).startsWith("/api/v1/");
            }));
        assertThat(awaitEvents("type=AUTHENTICATION_FAILURE&service=gateway"))
            .anySatisfy((event) -> assertThat(event.path("resource").asString()).isEqualTo("/api/v1/contents"));

        List<String> secrets = List.of(wrong, this.operator.password(), this.operator.token(), tampered,
                this.session.replaceFirst(".*session=", ""));
        try (Stream<Path> files = Files.walk(this.stack.home().resolve("audit"))) {
            assertThat(files.filter((path) -> path.getFileName().toString().startsWith("audit-")))
                .hasSizeGreaterThanOrEqualTo(RealPrometheus.SERVICES.size())
                .allSatisfy((file) -> assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secrets));
        }
    }

    /** Each request claims to come from somewhere else. */
    @Test
    void aLimitThatIsUsedUpIsA429AndAForgedAddressIsNoWayAround() {
        Account flood = Account.strangerAt(this.stack, "127.0.0.77");
        long from = System.nanoTime();
        int asked = 0;
        HttpResponse<String> reply;
        do {
            String forged = "10.1.%d.%d".formatted(asked / 250, asked % 250);
            reply = flood.send("POST", "/api/v1/auth/verify-token",
                    Map.of("X-Forwarded-For", forged, "Forwarded", "for=" + forged, "X-Real-IP", forged),
                    Map.of("token", "none"));
            asked++;
        }
        while (reply.statusCode() == 200 && asked < 1_000);
        double seconds = (System.nanoTime() - from) / 1e9;
        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(asked - 1).isBetween(50, (int) (50 + 5 * seconds + 1));
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Integer.parseInt(reply.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 10);
        JsonNode problem = json.readTree(reply.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:streamgate:problem:rate-limited");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(limits(reply, "RateLimit")).anyMatch((limit) -> limit.startsWith("\"auth\";r=0;"));

        assertThat(this.operator.get("/api/v1/auth/profile").statusCode()).as("somebody else").isEqualTo(200);
        assertThat(awaitEvents("type=ratelimit.reject&resource=auth&service=auth&actor=127.0.0.77")).isNotEmpty();
    }

    /** All that the API handler has to take down: it changes nothing. */
    @Test
    void whoWearsOutTheApiHandlerIsFoundInTheAudit() {
        Account flood = Account.strangerAt(this.stack, "127.0.0.79");
        Instant end = Instant.now().plus(PATIENCE);
        HttpResponse<String> reply;
        do {
            reply = flood.get("/ready");
            assertThat(Instant.now()).isBefore(end);
        }
        while (reply.statusCode() == 200);
        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(awaitEvents("type=ratelimit.reject&resource=api&service=gateway&actor=127.0.0.79")).isNotEmpty();
    }

    @Test
    void aHeaderOf64KilobytesIsRefused() throws IOException {
        URI gateway = this.stack.gateway();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                .write(("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nX-Large: " + "x".repeat(LARGE_HEADER) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).matches("HTTP/1\\.1 4\\d\\d");
        }
        assertThat(this.operator.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void whatClientsMakeUpMakesNoSeries() {
        Account stranger = Account.strangerAt(this.stack, "127.0.1.0");
        List<String> services = List.of("gateway", "metadata", "streaming", "upload");
        Set<String> before = names(services);
        for (int number = 0; number < DISTINCT; number++) {
            if (number % FROM_ONE == 0) {
                stranger = Account.strangerAt(this.stack, "127.0.1." + number / FROM_ONE);
            }
            String word = MADE_UP + number;
            List<String> paths = List.of("/" + word, "/api/v1/contents/" + word, "/api/v1/streams/" + word + "/info",
                    "/api/v1/uploads/" + word, "/api/v1/" + word, "/api/v1/contents?q=" + word);
            String path = paths.get(number % paths.size());
            String method = (number % 5 == 0) ? word.toUpperCase(Locale.ROOT) : "GET";
            assertThat(stranger.send(method, path, Map.of("User-Agent", word, word, word), null).statusCode())
                .as(method + " " + path)
                .isIn(200, 400, 401, 403, 404, 405, 501);
        }
        Set<String> made = names(services);
        made.removeAll(before);
        assertThat(made).noneMatch((series) -> series.toLowerCase(Locale.ROOT).contains(MADE_UP));
        // Where nobody has asked before, some dozens of kinds of answers, with their
        // histograms.
        assertThat(made).as("one for each kind of answer, at the most").hasSizeLessThan(200);
    }

    @Test
    void theJournalsOfTheRunningStackVerify() {
        assertThat(this.stack.launcher("audit", "verify")).contains(RealPrometheus.SERVICES)
            .contains("intact")
            .doesNotContain("TAMPERED");
    }

    private Account operator() {
        Account account = Account.register(this.stack);
        String id = account.json("/api/v1/auth/profile").path("id").asString();
        var granted = Account.admin(this.stack)
            .send("PUT", "/api/v1/auth/users/" + id + "/roles", Map.of(),
                    Map.of("roles", List.of("viewer", "creator", "operator")));
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        return account.signIn();
    }

    private boolean grown(Series before, String service, String meter, String... labels) {
        return Series.of(this.stack, service).sum(meter, labels) > before.sum(meter, labels);
    }

    private Set<String> names(List<String> services) {
        return services.stream()
            .flatMap((service) -> Series.of(this.stack, service).names().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The items of a list in one or several header lines. */
    private static List<String> limits(HttpResponse<?> reply, String header) {
        return reply.headers().allValues(header).stream().flatMap((line) -> Stream.of(line.split(", "))).toList();
    }

    /** Events since this test began; those that are only noted come a little later. */
    private List<JsonNode> awaitEvents(String question) {
        List<JsonNode> events = new ArrayList<>();
        await(() -> {
            JsonNode found = this.operator.json("/api/v1/monitor/audit?" + question + "&from=" + this.begin);
            found.path("items").forEach(events::add);
            return !events.isEmpty();
        });
        assertThat(events).allSatisfy((event) -> {
            assertThat(Stream.of("id", "timestamp", "type", "actor", "action", "resource"))
                .allSatisfy((field) -> assertThat(event.path(field).asString()).as(field).isNotBlank());
            assertThat(event.path("result").asString()).isIn("success", "denied", "failure");
            assertThat(event.path("details").isObject()).isTrue();
        });
        return events;
    }

    private static void await(BooleanSupplier wish) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!wish.getAsBoolean()) {
            assertThat(Instant.now()).as("within " + PATIENCE).isBefore(end);
            try {
                Thread.sleep(50);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(ex);
            }
        }
    }

}

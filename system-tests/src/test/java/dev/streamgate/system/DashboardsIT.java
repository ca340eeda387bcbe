/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import dev.streamgate.system.Dashboard.Query;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the queries of all dashboards in a real Prometheus that scrapes the stack while
 * valid and invalid requests are sent.
 */
@EnabledIf(value = "canRun", disabledReason = "Requires Debian's package prometheus")
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class DashboardsIT {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final int REQUESTS_OVER_THE_LIMIT = 80;

    private static final Stack stack = Stack.running();

    private static PrometheusServer prometheus;

    @BeforeAll
    static void use(@TempDir Path folder) throws Exception {
        prometheus = PrometheusServer.start(stack, null);
        GatewayUser creator = GatewayUser.register(stack);
        // Twice: a rate needs two scrapes, and some series begin with their first event.
        use(creator, Media.clipToEncode(folder, "first.mkv", "640x360", 2), folder);
        prometheus.awaitTargets();
        prometheus.awaitResult("streamgate_transcoder_tasks_seconds_count{type=\"media.encode\"}");
        use(creator, Media.clipToEncode(folder, "second.mkv", "640x360", 2), folder);
    }

    @AfterAll
    static void end() throws Exception {
        prometheus.close();
    }

    static boolean canRun() {
        return PrometheusServer.isInstalled();
    }

    @Test
    void eachPanelAndVariableHasAResultInTime() throws Exception {
        List<Query> queries = Dashboard.all().stream().flatMap((dashboard) -> dashboard.queries().stream()).toList();
        assertThat(queries).hasSizeGreaterThan(200);
        Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            sendRecurringRequests();
            assertThat(queries.stream().filter((query) -> run(query).isEmpty())).as("queries without a result")
                .isEmpty();
        });
        assertThat(queries.stream().filter((query) -> !isFast(query))).as("slower than " + LIMIT).isEmpty();
    }

    @Test
    void eachScrapedMeterOfTheSuiteIsDocumented() throws Exception {
        String page = Files.readString(Dashboard.project.resolve("docs/metrics.md"));
        Set<String> listed = page.lines()
            .filter((line) -> line.startsWith("| `streamgate."))
            .map((line) -> line.replaceFirst("^\\| `([^`]+)`.*", "$1").replace('.', '_'))
            .collect(Collectors.toSet());
        List<String> unlisted = new ArrayList<>();
        for (JsonNode name : prometheus.result("/api/v1/label/__name__/values")) {
            String scraped = name.asString();
            if (scraped.startsWith("streamgate_") && listed.stream().noneMatch((meter) -> isOf(meter, scraped))) {
                unlisted.add(scraped);
            }
        }
        assertThat(unlisted).isEmpty();
    }

    @Test
    void anExemplarOfALatencyPanelHasATraceId() {
        Instant now = Instant.now();
        JsonNode exemplars = prometheus.result("/api/v1/query_exemplars?query=streamgate_requests_seconds_bucket&start="
                + now.minusSeconds(300) + "&end=" + now);
        assertThat(exemplars).isNotEmpty();
        assertThat(exemplars.get(0).path("exemplars").get(0).path("labels").path("trace_id").asString())
            .matches("[0-9a-f]{32}");
    }

    private static boolean isOf(String meter, String scraped) {
        return scraped.matches(meter + "(_(bytes|seconds|ratio|uploads|jobs|callers|contents|alerts))?"
                + "(_(total|count|sum|max|bucket|created))?");
    }

    private static JsonNode run(Query query) {
        return query.range() ? prometheus.range(query.expression(), Duration.ofMinutes(5), Duration.ofSeconds(15))
                : prometheus.query(query.expression());
    }

    /** Three attempts, since a single slow result may be caused by the machine. */
    private static boolean isFast(Query query) {
        return Stream.generate(() -> {
            Instant begin = Instant.now();
            run(query);
            return Duration.between(begin, Instant.now());
        }).limit(3).anyMatch((took) -> took.compareTo(LIMIT) < 0);
    }

    /** Uploads and plays a video, and sends invalid requests. */
    private static void use(GatewayUser creator, Path clip, Path folder) throws Exception {
        String contentId = creator.contentOf(creator.upload(clip, 1 << 20));
        String rejected = creator.upload(Files.writeString(folder.resolve("text.mp4"), "no video"), 1 << 20);
        creator.awaitUpload(rejected, (upload) -> "rejected".equals(upload.path("state").asString()));
        assertThat(creator.get("/api/v1/nothing").status()).isEqualTo(404);
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < REQUESTS_OVER_THE_LIMIT; call++) {
                calls.submit(() -> creator.get("/api/v1/transcodes/profiles"));
            }
        }
        creator.signIn();
        creator.post("/api/v1/auth/login", Map.of("email", "unknown@example.org", "password", "wrong"));
        creator.await(contentId, (content) -> "ready".equals(content.path("state").asString()));
        Playlist master = Playlist.read(creator, creator.play(contentId));
        for (String playlist : master.playlists()) {
            Playlist.read(creator, playlist).download(creator);
        }
        sendRecurringRequests();
    }

    /** Sends requests that recur in a stack in use. */
    private static void sendRecurringRequests() {
        GatewayUser admin = GatewayUser.admin(stack);
        admin.get("/api/v1/monitor/health");
        admin.get("/api/v1/contents");
        admin.http().put("/api/v1/cache/dashboards/entry", Map.of("a", 1)).expect(204);
        assertThat(admin.get("/api/v1/cache/dashboards/entry").status()).isEqualTo(200);
        admin.get("/api/v1/cache/dashboards/missing");
    }

}

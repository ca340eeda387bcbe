/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import dev.streamgate.system.Dashboard.Question;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the dashboards ask, asked of a real Prometheus that scrapes the real stack while
 * it is used, well and badly.
 */
@EnabledIf(value = "canRun", disabledReason = "Needs Debian's prometheus: ./streamgate test installs it as root")
@ResourceLock(value = Stack.SERVICES, mode = ResourceAccessMode.READ)
class DashboardsIT {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int MORE_THAN_A_BUCKET_HOLDS = 80;

    private static final Stack stack = Stack.running();

    private static RealPrometheus prometheus;

    @BeforeAll
    static void use(@TempDir Path folder) throws Exception {
        prometheus = RealPrometheus.watching(stack, null);
        Account creator = Account.register(stack);
        // Twice: a rate is between two scrapes, and many a series begins with its first
        // event.
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
        return RealPrometheus.installed();
    }

    @Test
    void everyPanelAndEveryVariableHasAnAnswerAndSoon() throws Exception {
        List<Question> questions = Dashboard.all()
            .stream()
            .flatMap((dashboard) -> dashboard.questions().stream())
            .toList();
        assertThat(questions).hasSizeGreaterThan(200);
        List<Question> unanswered = questions;
        Instant end = Instant.now().plus(PATIENCE);
        while (!unanswered.isEmpty() && Instant.now().isBefore(end)) {
            glance();
            unanswered = unanswered.stream().filter((question) -> ask(question).isEmpty()).toList();
        }
        assertThat(unanswered).as("panels without data").isEmpty();
        assertThat(questions.stream().filter((question) -> !isQuick(question))).as("slower than " + LIMIT).isEmpty();
    }

    @Test
    void everyMeterOfOurOwnThatIsScrapedIsInTheDocumentation() throws Exception {
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
    void aDotOnALatencyPanelLeadsToItsTrace() {
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

    private static JsonNode ask(Question question) {
        return question.range() ? prometheus.range(question.expression(), Duration.ofMinutes(5), Duration.ofSeconds(15))
                : prometheus.query(question.expression());
    }

    /** One slow answer may be the machine's fault, three are the expression's. */
    private static boolean isQuick(Question question) {
        return Stream.generate(() -> {
            Instant begin = Instant.now();
            ask(question);
            return Duration.between(begin, Instant.now());
        }).limit(3).anyMatch((took) -> took.compareTo(LIMIT) < 0);
    }

    /** Uploads, watches, and makes the mistakes that people make. */
    private static void use(Account creator, Path clip, Path folder) throws Exception {
        String contentId = creator.contentOf(creator.upload(clip, 1 << 20));
        String rejected = creator.upload(Files.writeString(folder.resolve("text.mp4"), "no video"), 1 << 20);
        creator.awaitUpload(rejected, (upload) -> "rejected".equals(upload.path("state").asString()));
        assertThat(creator.get("/api/v1/nothing").statusCode()).isEqualTo(404);
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < MORE_THAN_A_BUCKET_HOLDS; call++) {
                calls.submit(() -> creator.get("/api/v1/transcodes"));
            }
        }
        creator.signIn();
        creator.post("/api/v1/auth/login", Map.of("email", "nobody@example.org", "password", "wrong"));
        creator.await(contentId, (content) -> "ready".equals(content.path("state").asString()));
        Playlist master = Playlist.read(creator, creator.play(contentId));
        for (String playlist : master.playlists()) {
            Playlist.read(creator, playlist).download(creator);
        }
        glance();
    }

    /** What goes on all the time: somebody looks something up, an operator looks in. */
    private static void glance() throws Exception {
        Account admin = Account.admin(stack);
        admin.get("/api/v1/monitor/health");
        admin.get("/api/v1/contents");
        URI entry = stack.gateway().resolve("/api/v1/cache/dashboards/entry");
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(entry)
                .header("Authorization", "Bearer " + admin.token())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"a\": 1}"))
                .build(), BodyHandlers.discarding());
        }
        assertThat(admin.get("/api/v1/cache/dashboards/entry").statusCode()).isEqualTo(200);
        admin.get("/api/v1/cache/dashboards/missing");
        Thread.sleep(1000);
    }

}

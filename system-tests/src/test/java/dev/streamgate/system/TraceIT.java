/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows one upload from its first byte to the first segment that somebody watches, in a
 * Zipkin server.
 */
class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private final Stack stack = Stack.running();

    private final TraceBackend backend = Stack.traces();

    private final Account creator = Account.register(this.stack);

    private final String traceId = UUID.randomUUID().toString().replace("-", "");

    @Test
    void anUploadsWholeWayIsOneTraceAndInTheLogs(@TempDir Path folder) throws Exception {
        Path clip = Media.clipToEncode(folder, "traced.mp4", "1280x720", 2);
        String uploadId = this.creator.traced("00-" + this.traceId + "-" + CLIENT_SPAN + "-01").upload(clip, 100_000);
        String contentId = this.creator.contentOf(uploadId);
        this.creator.await(contentId, (content) -> "ready".equals(content.path("state").asString()));
        watch(contentId);
        watch(contentId);
        List<JsonNode> trace = awaitSpan("streaming", "first segment served");
        assertThat(names(trace, "gateway")).as("gateway").anyMatch((name) -> name.contains("/api/v1/uploads"));
        assertThat(names(trace, "upload")).contains("upload verification", "upload delivery")
            .anyMatch((name) -> name.contains("/api/v1/uploads"));
        assertThat(names(trace, "worker")).contains("media notice")
            .contains("http post /internal/v1/leases/{jobid}/complete");
        assertThat(names(trace, "metadata")).contains("http put /internal/v1/contents/{contentid}/source",
                "http put /internal/v1/contents/{contentid}/media");
        assertThat(names(trace, "transcoder")).contains("media.plan", "media.encode", "media.images", "ffmpeg",
                "ffprobe");
        JsonNode encoding = one(trace, "ffmpeg", (span) -> span.path("tags").has("renditions"));
        assertThat(parent(trace, encoding).path("name").asString()).isIn("media.encode", "media.audio");
        assertThat(encoding.path("tags").propertyNames()).contains("profile", "renditions", "segments", "frames",
                "exit");
        assertThat(trace).filteredOn((span) -> "ffmpeg".equals(span.path("name").asString()))
            .allSatisfy((span) -> assertThat(span.path("tags").path("exit").asString()).isIn("0", "enough"));
        everySpanHangsTogether(trace);
        watch(contentId);
        assertThat(awaitSpan("streaming", "first segment served"))
            .filteredOn((span) -> "first segment served".equals(span.path("name").asString()))
            .hasSize(1);
        for (String service : List.of("upload", "worker", "transcoder")) {
            assertThat(Files.readString(this.stack.home().resolve("logs").resolve(service + ".log"))).as(service)
                .contains(this.traceId);
        }
    }

    @Test
    void probesAndScrapesAreNoTraces() throws Exception {
        this.creator.traced("00-" + this.traceId + "-" + CLIENT_SPAN + "-01").json("/api/v1/contents?limit=1");
        HttpRequest probe = HttpRequest.newBuilder(this.stack.service("metadata").resolve("/actuator/health/liveness"))
            .header("traceparent", "00-" + this.traceId + "-" + CLIENT_SPAN + "-01")
            .build();
        assertThat(HttpClient.newHttpClient().send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        List<JsonNode> trace = awaitSpan("metadata", "http get /api/v1/contents");
        assertThat(trace).noneMatch((span) -> span.path("tags").path("http.url").asString().contains("actuator"));
    }

    private void watch(String contentId) {
        Playlist master = Playlist.read(this.creator, this.creator.play(contentId));
        Playlist media = Playlist.read(this.creator, master.playlists().getFirst());
        assertThat(media.download(this.creator)).isNotEmpty();
    }

    /** Only the first has a parent that is nobody's here: the client's. */
    private static void everySpanHangsTogether(List<JsonNode> trace) {
        Set<String> ids = trace.stream().map((span) -> span.path("id").asString()).collect(Collectors.toSet());
        ids.add(CLIENT_SPAN);
        assertThat(trace)
            .allSatisfy((span) -> assertThat(ids).as(span.toString()).contains(span.path("parentId").asString()));
    }

    private static List<String> names(List<JsonNode> trace, String service) {
        return trace.stream()
            .filter((span) -> service.equals(service(span)))
            .map((span) -> span.path("name").asString())
            .toList();
    }

    private static String service(JsonNode span) {
        return span.path("localEndpoint").path("serviceName").asString();
    }

    private static JsonNode one(List<JsonNode> trace, String name, Predicate<JsonNode> wish) {
        return trace.stream()
            .filter((span) -> name.equals(span.path("name").asString()) && wish.test(span))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No such span in " + trace));
    }

    private static JsonNode parent(List<JsonNode> trace, JsonNode child) {
        String id = child.path("parentId").asString();
        return trace.stream().filter((span) -> id.equals(span.path("id").asString())).findFirst().orElseThrow();
    }

    /**
     * Waits until the server has a span, and then until nothing new comes: exporters send
     * every moment, each service on its own.
     */
    private List<JsonNode> awaitSpan(String service, String name) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        List<JsonNode> trace = List.of();
        int quiet = 0;
        while (Instant.now().isBefore(end) && quiet < 4) {
            Thread.sleep(500);
            List<JsonNode> now = this.backend.trace(this.traceId);
            boolean complete = names(now, service).contains(name);
            quiet = (complete && now.size() == trace.size()) ? quiet + 1 : 0;
            trace = now;
        }
        assertThat(names(trace, service)).as("spans of %s", service).contains(name);
        return trace;
    }

}

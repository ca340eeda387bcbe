/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.TestHttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows one upload from its first byte to its first played segment in Zipkin.
 */
class TraceIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration EXPORT_INTERVAL = Duration.ofMillis(500);

    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private final Stack stack = Stack.running();

    private final TraceBackend backend = Stack.traces();

    private final GatewayUser creator = GatewayUser.register(this.stack);

    private final String traceId = UUID.randomUUID().toString().replace("-", "");

    @Test
    void anUploadIsOneTraceAndItsIdIsInTheLogs(@TempDir Path folder) throws Exception {
        Path clip = Media.clipToEncode(folder, "traced.mp4", "1280x720", 2);
        String uploadId = this.creator.traced("00-" + this.traceId + "-" + CLIENT_SPAN + "-01").upload(clip, 100_000);
        String contentId = this.creator.contentOf(uploadId);
        this.creator.await(contentId, (content) -> "ready".equals(content.path("state").asString()));
        play(contentId);
        play(contentId);
        List<JsonNode> trace = awaitSpan("streaming", "first segment served");
        assertThat(names(trace, "gateway")).as("gateway").anyMatch((name) -> name.contains("/api/v1/uploads"));
        assertThat(names(trace, "upload")).contains("upload verification", "upload delivery")
            .anyMatch((name) -> name.contains("/api/v1/uploads"));
        assertThat(names(trace, "worker")).contains("media update")
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
            .allSatisfy((span) -> assertThat(span.path("tags").path("exit").asString()).isIn("0", "closed"));
        assertConnected(trace);
        play(contentId);
        assertThat(awaitSpan("streaming", "first segment served"))
            .filteredOn((span) -> "first segment served".equals(span.path("name").asString()))
            .hasSize(1);
        for (String service : List.of("upload", "worker", "transcoder")) {
            assertThat(Files.readString(this.stack.directory().resolve("logs").resolve(service + ".log"))).as(service)
                .contains(this.traceId);
        }
    }

    @Test
    void healthProbesAreNotTraced() throws Exception {
        this.creator.traced("00-" + this.traceId + "-" + CLIENT_SPAN + "-01").json("/api/v1/contents?limit=1");
        new TestHttpClient(this.stack.service("metadata"))
            .get("/actuator/health/liveness", "traceparent", "00-" + this.traceId + "-" + CLIENT_SPAN + "-01")
            .expect(200);
        List<JsonNode> trace = awaitSpan("metadata", "http get /api/v1/contents");
        assertThat(trace).noneMatch((span) -> span.path("tags").path("http.url").asString().contains("actuator"));
    }

    private void play(String contentId) {
        Playlist master = Playlist.read(this.creator, this.creator.play(contentId));
        Playlist media = Playlist.read(this.creator, master.playlists().getFirst());
        assertThat(media.download(this.creator)).isNotEmpty();
    }

    /** Only the first span has a parent outside of the trace, in the client. */
    private static void assertConnected(List<JsonNode> trace) {
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

    private static JsonNode one(List<JsonNode> trace, String name, Predicate<JsonNode> condition) {
        return trace.stream()
            .filter((span) -> name.equals(span.path("name").asString()) && condition.test(span))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No such span in " + trace));
    }

    private static JsonNode parent(List<JsonNode> trace, JsonNode child) {
        String id = child.path("parentId").asString();
        return trace.stream().filter((span) -> id.equals(span.path("id").asString())).findFirst().orElseThrow();
    }

    /**
     * Waits until Zipkin has a span, and then until no more spans of the trace arrive,
     * since each service exports its spans with a delay.
     */
    private List<JsonNode> awaitSpan(String service, String name) {
        return Awaitility.await(service + ": " + name)
            .atMost(TIMEOUT)
            .pollInterval(EXPORT_INTERVAL)
            .during(EXPORT_INTERVAL.multipliedBy(4))
            .until(() -> this.backend.trace(this.traceId), new UnchangedTrace(service, name)::test);
    }

    /** Accepts a trace with a span that has as many spans as at the previous poll. */
    private static final class UnchangedTrace {

        private final String service;

        private final String name;

        private int size;

        UnchangedTrace(String service, String name) {
            this.service = service;
            this.name = name;
        }

        boolean test(List<JsonNode> trace) {
            boolean unchanged = names(trace, this.service).contains(this.name) && trace.size() == this.size;
            this.size = trace.size();
            return unchanged;
        }

    }

}

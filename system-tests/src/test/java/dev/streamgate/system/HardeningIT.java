/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each handler has from hardening-lib, observed through the gateway: its rate limit,
 * its meters, its cache.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class HardeningIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int CHUNK_SIZE = 1 << 20;

    private final Stack stack = Stack.running();

    private final GatewayUser operator = GatewayUser.registerOperator(this.stack);

    private Path clip = Path.of("");

    private String contentId = "";

    private String session = "";

    @BeforeAll
    void upload(@TempDir Path folder) throws Exception {
        this.clip = Media.clip(folder, "clip.mp4", 1);
        this.contentId = this.operator.contentOf(this.operator.upload(this.clip, CHUNK_SIZE));
        this.operator.await(this.contentId, (content) -> content.path("playable").asBoolean());
        this.session = this.operator.play(this.contentId);
    }

    /** The required limits: capacity, and tokens per second. */
    @ParameterizedTest
    @CsvSource({ "gateway, gateway, 1000, 100, /api/v1/contents?limit=1", "gateway, api, 1000, 100, /health",
            "upload, upload, 100, 10, /api/v1/uploads?limit=1",
            "streaming, streaming, 1000, 100, /api/v1/streams/{content}/info",
            "metadata, metadata, 500, 50, /api/v1/contents/{content}", "cache, cache, 1000, 100, /api/v1/cache/stats",
            "auth, auth, 50, 5, /api/v1/auth/profile", "worker, worker, 100, 10, /api/v1/jobs?limit=1",
            "transcoder, transcoder, 50, 5, /api/v1/transcodes/profiles",
            "monitor, monitor, 1000, 100, /api/v1/monitor/health" })
    void eachHandlerHasItsLimitAndItsMeters(String service, String plan, int capacity, int refill, String path) {
        MetricsScrape before = MetricsScrape.of(this.stack, service);
        Reply reply = this.operator.get(path.replace("{content}", this.contentId));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(limits(reply, "RateLimit-Policy"))
            .contains("\"%s\";q=%d;w=%d".formatted(plan, capacity, capacity / refill));
        assertThat(limits(reply, "RateLimit")).filteredOn((limit) -> limit.startsWith('"' + plan + "\";r="))
            .singleElement()
            .satisfies((limit) -> assertThat(Integer.parseInt(limit.replaceAll(".*;r=(\\d+);t=.*", "$1"))).isBetween(0,
                    capacity - 1));

        Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> grown(before, service, "streamgate_ratelimit_checks_total", "plan=\"" + plan + '"',
                    "outcome=\"allowed\""));
        Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> grown(before, service, "streamgate_requests_seconds_count", "outcome=\"success\""));
        Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> "gateway".equals(service)
                    || grown(before, service, "streamgate_operations_seconds_count", "outcome=\"success\""));
        MetricsScrape after = MetricsScrape.of(this.stack, service);
        assertThat(Stream.of("streamgate_requests_seconds_bucket", "streamgate_requests_active",
                "streamgate_service_health", "streamgate_service_uptime_seconds", "streamgate_service_error_rate_ratio",
                "streamgate_service_success_rate_ratio", "streamgate_audit_events_total",
                "tomcat_connections_current_connections"))
            .allSatisfy((meter) -> assertThat(after.has(meter, "service=\"" + service + '"')).as(meter).isTrue());
        assertThat(after.has("streamgate_ratelimit_checks_total", "plan=\"" + plan + '"', "outcome=\"rejected\""))
            .isTrue();
    }

    /** The required caches: maximum entries, and time to live in seconds. */
    @ParameterizedTest
    @CsvSource({ "gateway, tokens, 10000, 300", "gateway, descriptions, 10000, 300",
            "upload, running-hashes, 1000, 600", "streaming, presentations, 5000, 900",
            "metadata, contents, 10000, 1800", "cache, hardening, 10000, 300", "worker, jobs, 10000, 300",
            "transcoder, profiles, 100, 300", "monitor, audit, 100, 1" })
    void eachHandlerHasItsCacheAndCountsHits(String service, String cache, int entries, int seconds) throws Exception {
        String label = "cache=\"" + cache + '"';
        MetricsScrape before = MetricsScrape.of(this.stack, service);
        String path = cached(cache);
        Awaitility.await().atMost(TIMEOUT).until(() -> {
            assertThat(this.operator.get(path).status()).as(path).isEqualTo(200);
            return grown(before, service, "cache_gets_total", label, "result=\"hit\"");
        });
        MetricsScrape after = MetricsScrape.of(this.stack, service);
        assertThat(Stream.of("cache_size", "cache_evictions_total"))
            .allSatisfy((meter) -> assertThat(after.has(meter, label)).as(meter).isTrue());
        assertThat(after.sum("streamgate_cache_entries_max", label)).isEqualTo(entries);
        assertThat(after.sum("streamgate_cache_ttl_seconds", label)).isEqualTo(seconds);
    }

    /** A path whose second reply comes from a cache. */
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
                return "/api/v1/uploads/" + this.operator.upload(this.clip, CHUNK_SIZE);
            case "hardening":
                String entry = "/api/v1/cache/hardening/entry";
                assertThat(this.operator.http().put(entry, Map.of("a", 1)).status()).isEqualTo(204);
                return entry;
            default:
                return "/api/v1/contents/" + this.contentId;
        }
    }

    private boolean grown(MetricsScrape before, String service, String meter, String... labels) {
        return MetricsScrape.of(this.stack, service).sum(meter, labels) > before.sum(meter, labels);
    }

    /** The items of a list in one or several header lines. */
    static List<String> limits(Reply reply, String header) {
        return reply.headers().allValues(header).stream().flatMap((line) -> Stream.of(line.split(", "))).toList();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that exceed limits, forge addresses, or send oversized and invented names. */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class HostileClientsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String INVENTED = "made-up-";

    /** {@code -Dhostile.requests=10000} for a long campaign. */
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 300);

    /** Fewer than a rate limit permits. */
    private static final int REQUESTS_PER_ADDRESS = 300;

    private static final int LARGE_HEADER = 64 * 1024;

    private final Stack stack = Stack.running();

    private final GatewayUser operator = GatewayUser.registerOperator(this.stack);

    private final AuditEvents events = new AuditEvents(this.operator);

    /** Each request forges another client address. */
    @Test
    void aForgedAddressDoesNotBypassARateLimit() {
        GatewayUser flood = GatewayUser.anonymousFrom(this.stack, "127.0.0.77");
        long from = System.nanoTime();
        int requests = 0;
        Reply reply;
        do {
            String forged = "10.1.%d.%d".formatted(requests / 250, requests % 250);
            reply = flood.http()
                .post("/api/v1/auth/verify-token", Map.of("token", "none"), "X-Forwarded-For", forged, "Forwarded",
                        "for=" + forged, "X-Real-IP", forged);
            requests++;
        }
        while (reply.status() == 200 && requests < 1_000);
        double seconds = (System.nanoTime() - from) / 1e9;
        assertThat(reply.status()).isEqualTo(429);
        assertThat(requests - 1).isBetween(50, (int) (50 + 5 * seconds + 1));
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 10);
        JsonNode problem = reply.json();
        assertThat(problem.path("type").asString()).isEqualTo("urn:streamgate:problem:rate-limited");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(HardeningIT.limits(reply, "RateLimit")).anyMatch((limit) -> limit.startsWith("\"auth\";r=0;"));

        assertThat(this.operator.get("/api/v1/auth/profile").status()).as("another client").isEqualTo(200);
        assertThat(this.events.await("type=ratelimit.reject&resource=auth&service=auth&actor=127.0.0.77")).isNotEmpty();
    }

    /** The gateway's own handler changes nothing, so rejections are its only events. */
    @Test
    void rejectionsOfTheApiHandlerAreAudited() {
        GatewayUser flood = GatewayUser.anonymousFrom(this.stack, "127.0.0.79");
        Instant end = Instant.now().plus(TIMEOUT);
        Reply reply;
        do {
            reply = flood.get("/ready");
            assertThat(Instant.now()).isBefore(end);
        }
        while (reply.status() == 200);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(this.events.await("type=ratelimit.reject&resource=api&service=gateway&actor=127.0.0.79"))
            .isNotEmpty();
    }

    @Test
    void aHeaderOf64KilobytesIsRejected() throws IOException {
        URI gateway = this.stack.gateway();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream()
                .write(("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nX-Large: " + "x".repeat(LARGE_HEADER) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).matches("HTTP/1\\.1 4\\d\\d");
        }
        assertThat(this.operator.get("/health").status()).isEqualTo(200);
    }

    @Test
    void inventedNamesCreateNoSeries() {
        GatewayUser client = GatewayUser.anonymousFrom(this.stack, "127.0.1.0");
        List<String> services = List.of("gateway", "metadata", "streaming", "upload");
        Set<String> before = names(services);
        for (int number = 0; number < REQUESTS; number++) {
            if (number % REQUESTS_PER_ADDRESS == 0) {
                client = GatewayUser.anonymousFrom(this.stack, "127.0.1." + number / REQUESTS_PER_ADDRESS);
            }
            String word = INVENTED + number;
            List<String> paths = List.of("/" + word, "/api/v1/contents/" + word, "/api/v1/streams/" + word + "/info",
                    "/api/v1/uploads/" + word, "/api/v1/" + word, "/api/v1/contents?q=" + word);
            String path = paths.get(number % paths.size());
            String method = (number % 5 == 0) ? word.toUpperCase(Locale.ROOT) : "GET";
            assertThat(client.http().send(method, path, null, "User-Agent", word, word, word).status())
                .as(method + " " + path)
                .isIn(200, 400, 401, 403, 404, 405, 501);
        }
        Set<String> created = names(services);
        created.removeAll(before);
        assertThat(created).noneMatch((series) -> series.toLowerCase(Locale.ROOT).contains(INVENTED));
        // The first replies of each status create some dozens of series with their
        // histograms.
        assertThat(created).as("at most some for each status").hasSizeLessThan(200);
    }

    private Set<String> names(List<String> services) {
        return services.stream()
            .flatMap((service) -> MetricsScrape.of(this.stack, service).names().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "streamgate.security.service-calls.metadata=/api/v1/cache/**")
class CacheControllerTests implements HandlerRules {

    private static final String CACHE = "/api/v1/cache/";

    private final RestTestClient client;

    @Autowired
    CacheControllerTests(@LocalServerPort int port) {
        this.client = RestTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultHeader("Authorization", "Bearer " + TestTokens.user("op", "operator"))
            .build();
    }

    @Test
    void aKeyIsAnyStringWithoutASlash() {
        put("read/k%20%C3%BC%3F%231", "h\u00e4llo", "text/plain;charset=UTF-8");
        get("read/k%20%C3%BC%3F%231").expectStatus().isOk().expectBody(String.class).isEqualTo("h\u00e4llo");
        put("read/a%2Fb", "x", "text/plain", 400);
        put("read/a/b", "x", "text/plain", 404);
    }

    @Test
    void aMatchingEtagIsNotModified() {
        put("etag/k", "value", "text/plain");
        String etag = get("etag/k").expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.TEXT_PLAIN)
            .expectBody(String.class)
            .isEqualTo("value")
            .returnResult()
            .getResponseHeaders()
            .getETag();
        this.client.get().uri(CACHE + "etag/k").header("If-None-Match", etag).exchange().expectStatus().isNotModified();
    }

    @Test
    void etagsDifferByBytesAndContentType() {
        List<String> etags = new ArrayList<>();
        for (String[] stored : new String[][] { { "a", "text/plain" }, { "b", "text/plain" }, { "a", "text/csv" },
                { "a", "text/plain" } }) {
            put("etags/k", stored[0], stored[1]);
            etags.add(get("etags/k").expectBody().returnResult().getResponseHeaders().getETag());
        }
        assertThat(new HashSet<>(etags)).hasSize(3);
        assertThat(etags.getLast()).isEqualTo(etags.getFirst());
        this.client.get()
            .uri(CACHE + "etags/k")
            .header("If-None-Match", "\"x\", W/" + etags.getLast())
            .exchange()
            .expectStatus()
            .isNotModified();
        this.client.get().uri(CACHE + "etags/k").header("If-None-Match", etags.get(1)).exchange().expectStatus().isOk();
    }

    @Test
    void bytesAreReturnedUnchanged() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        this.client.put().uri(CACHE + "bytes/k").body(bytes).exchange().expectStatus().isNoContent();
        get("bytes/k").expectHeader()
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .expectBody(byte[].class)
            .isEqualTo(bytes);
        this.client.put().uri(CACHE + "bytes/empty").body(new byte[0]).exchange().expectStatus().isNoContent();
        get("bytes/empty").expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void aKeyThatDoesNotFitAUrlIsAccessibleInABatch() {
        String key = "a/b;c%d\\e..\n";
        post("odd/batch", Map.of("put", Map.of(key, Map.of("value", 1)))).expectStatus().isOk();
        post("odd/batch", Map.of("get", List.of(key))).expectBody()
            .jsonPath("$.stored")
            .isEqualTo(0)
            .jsonPath("$.found.length()")
            .isEqualTo(1);
    }

    @Test
    void readsAndRejectedRequestsCreateNoNamespace() {
        post("uncreated/batch", Map.of("get", List.of("a"), "delete", List.of("b"))).expectStatus().isOk();
        put("uncreated/k?ttl=PT48H", "x", "text/plain", 400);
        post("uncreated/warm", Map.of("entries", Map.of("a", Map.of("value", 1, "ttl", "PT48H")))).expectStatus()
            .isBadRequest();
        get("stats").expectBody().jsonPath("$.namespaces.uncreated").doesNotExist();
    }

    @Test
    void aHugeBatchIsRejectedAndTheResponseArrives() {
        post("huge/batch", Map.of("put", Map.of("a", Map.of("value", "x".repeat(10_000_000))))).expectStatus()
            .isEqualTo(413)
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:body-too-large");
        put("huge/k", "x".repeat(10_000_000), "text/plain", 413);
    }

    @Test
    void aMissIsAProblem() {
        get("unknown/k").expectStatus()
            .isNotFound()
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:not-found");
    }

    @Test
    void deletesKeysAndNamespaces() {
        put("gone/a", "1", "text/plain");
        put("gone/b", "2", "text/plain");
        delete("gone/a");
        get("gone/a").expectStatus().isNotFound();
        get("gone/b").expectStatus().isOk();
        delete("gone");
        get("gone/b").expectStatus().isNotFound();
    }

    @Test
    void aBatchDeletesThenStoresThenReads() {
        post("batch/batch", Map.of("put", Map.of("a", Map.of("value", 1), "b", Map.of("value", Map.of("x", true)))))
            .expectStatus()
            .isOk();
        post("batch/batch", Map.of("delete", new String[] { "a", "missing" }, "get", new String[] { "a", "b" }))
            .expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.deleted")
            .isEqualTo(1)
            .jsonPath("$.found.a")
            .doesNotExist()
            .jsonPath("$.found.b.x")
            .isEqualTo(true);
    }

    @Test
    void aBatchReturnsNumbersWithFullPrecision() {
        String exact = "{\"a\":12345678901234567890.123456789,\"b\":123456789012345678901234567890,\"c\":1.10}";
        post("numbers/batch", "{\"put\":{\"k\":{\"value\":" + exact + "}}}").expectStatus().isOk();
        assertThat(post("numbers/batch", Map.of("get", List.of("k"))).expectBody(String.class)
            .returnResult()
            .getResponseBody()).contains(exact);
    }

    @Test
    void warmingKeepsExistingValues() {
        post("warm/batch", Map.of("put", Map.of("a", Map.of("value", "old")))).expectStatus().isOk();
        post("warm/warm",
                Map.of("entries", Map.of("a", Map.of("value", "new"), "b", Map.of("value", "new", "ttl", "PT1M"))))
            .expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.stored")
            .isEqualTo(1)
            .jsonPath("$.present")
            .isEqualTo(1);
        get("warm/a").expectBody(String.class).isEqualTo("\"old\"");
        get("warm/b").expectBody(String.class).isEqualTo("\"new\"");
    }

    @Test
    void statisticsAreByNamespace() {
        put("stats/k", "12345", "text/plain");
        get("stats/k");
        get("stats/other");
        get("stats").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.namespaces.stats.entries")
            .isEqualTo(1)
            .jsonPath("$.namespaces.stats.hits")
            .isEqualTo(1)
            .jsonPath("$.namespaces.stats.misses")
            .isEqualTo(1)
            .jsonPath("$.namespaces.stats.hitRate")
            .isEqualTo(0.5);
    }

    @Test
    void invalidInputIsAProblemAndStoresNothing() {
        put("bad/k?ttl=PT-1S", "x", "text/plain", 400);
        put("bad/k?ttl=tomorrow", "x", "text/plain", 400);
        put("BAD/k", "x", "text/plain", 400);
        put("bad/" + "k".repeat(600), "x", "text/plain", 400);
        put("bad/k?ttl=PT0S", "x", "text/plain", 400);
        put("bad/k", "x".repeat(1024 * 1024 + 1), "text/plain", 413);
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("k" + i, Map.of("value", i));
        }
        post("bad/batch", Map.of("put", many)).expectStatus().isBadRequest();
        post("bad/batch", Map.of("put", Map.of("a", Map.of("ttl", "PT1S")))).expectStatus().isBadRequest();
        post("bad/batch", Map.of("get", 7)).expectStatus().isBadRequest();
        get("bad/k").expectStatus().isNotFound();
    }

    @Test
    void onlyOperatorsAdminsAndServicesHaveAccess() {
        String path = CACHE + "roles/k";
        this.client.get()
            .uri(path)
            .header("Authorization", "Bearer " + TestTokens.user("u", "creator"))
            .exchange()
            .expectStatus()
            .isForbidden();
        this.client.put()
            .uri(path)
            .headers((headers) -> headers.setBearerAuth(TestTokens.service("metadata")))
            .body("x")
            .exchange()
            .expectStatus()
            .isNoContent();
    }

    private RestTestClient.ResponseSpec get(String path) {
        return this.client.get().uri(java.net.URI.create(CACHE + path)).exchange();
    }

    private void delete(String path) {
        this.client.delete().uri(CACHE + path).exchange().expectStatus().isNoContent();
    }

    private void put(String path, String body, String type) {
        put(path, body, type, 204);
    }

    private void put(String path, String body, String type, int status) {
        this.client.method(HttpMethod.PUT)
            .uri(java.net.URI.create(CACHE + path))
            .header("Content-Type", type)
            .body(body)
            .exchange()
            .expectStatus()
            .isEqualTo(status);
    }

    private RestTestClient.ResponseSpec post(String path, Object body) {
        return this.client.post().uri(CACHE + path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.hardening.idempotency.IdempotencySampleApplication.SampleController;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = IdempotencySampleApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.application.name=sample",
                "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "streamgate.idempotency.excluded-paths=/api/v1/own",
                "streamgate.idempotency.identity-headers=X-On-Behalf-Of" })
class IdempotencyTests {

    private final RestTestClient client;

    private final SampleController sample;

    @Autowired
    IdempotencyTests(@LocalServerPort int port, SampleController sample) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.sample = sample;
    }

    @Test
    void aRetryGetsTheFirstResponseWithoutRunningTheHandler() {
        String first = body(post("/api/v1/things", "key-00000001", "{\"a\":1}").expectStatus()
            .isCreated()
            .expectHeader()
            .doesNotExist("Idempotency-Replayed"));
        String second = body(post("/api/v1/things", "key-00000001", "{\"a\":1}").expectStatus()
            .isCreated()
            .expectHeader()
            .valueEquals("Idempotency-Replayed", "true")
            .expectHeader()
            .valueEquals("Location", "/api/v1/things/" + first)
            .expectHeader()
            .valueEquals("ETag", "\"" + first + "\"")
            .expectHeader()
            .contentType("text/plain;charset=UTF-8"));
        assertThat(second).isEqualTo(first);
        assertThat(body(post("/api/v1/things", "key-00000002", "{\"a\":1}"))).isNotEqualTo(first);
    }

    @Test
    void aKeyReusedWithAnotherQueryOrBodyIsRejected() {
        post("/api/v1/things", "key-00000003", "{\"a\":1}").expectStatus().isCreated();
        problem(post("/api/v1/things", "key-00000003", "{\"a\":2}"), 422, "idempotency-key-reused");
        problem(post("/api/v1/things?x=1", "key-00000003", "{\"a\":1}"), 422, "idempotency-key-reused");
    }

    @Test
    void aKeyBelongsToCallerMethodAndPath() {
        String first = body(post("/api/v1/things", "key-00000004", "{}"));
        assertThat(body(as("u2", "/api/v1/things", "key-00000004", "{}"))).isNotEqualTo(first);
        post("/api/v1/things/1/tag", "key-00000004", "").expectStatus().isNoContent();
        this.client.patch()
            .uri("/api/v1/things")
            .header("Idempotency-Key", "key-00000004")
            .headers((headers) -> headers.setBasicAuth("u1", "any"))
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}")
            .exchange()
            .expectStatus()
            .isOk();
    }

    @Test
    void aKeyForwardedByAServiceBelongsToTheUserItActsFor() {
        String first = body(actingFor("ann", "key-00000020"));
        assertThat(body(actingFor("bob", "key-00000020"))).isNotEqualTo(first);
        assertThat(body(actingFor("ann", "key-00000020"))).isEqualTo(first);
    }

    @Test
    void aResponseWithoutBodyIsReplayed() {
        post("/api/v1/things/7/tag", "key-00000005", "").expectStatus().isNoContent();
        int calls = this.sample.calls.get();
        post("/api/v1/things/7/tag", "key-00000005", "").expectStatus()
            .isNoContent()
            .expectHeader()
            .valueEquals("Idempotency-Replayed", "true");
        assertThat(this.sample.calls).hasValue(calls);
    }

    @Test
    void clientErrorsAreReplayedAndARateLimitRunsTheHandlerAgain() {
        problem(post("/api/v1/fail/conflict", "key-00000006", ""), 409, "conflict");
        problem(post("/api/v1/fail/conflict", "key-00000006", "").expectHeader()
            .valueEquals("Idempotency-Replayed", "true"), 409, "conflict");
        int calls = this.sample.calls.get();
        problem(post("/api/v1/fail/rate-limited", "key-00000007", ""), 429, "rate-limited");
        problem(post("/api/v1/fail/rate-limited", "key-00000007", ""), 429, "rate-limited");
        assertThat(this.sample.calls).hasValue(calls + 2);
    }

    @Test
    void aHandlerThatFailsAfterItsEffectIsNotRunAgain() {
        for (String kind : new String[] { "unavailable", "internal-error" }) {
            int calls = this.sample.calls.get();
            post("/api/v1/fail/" + kind, "key-00000007", "").expectStatus().is5xxServerError();
            problem(post("/api/v1/fail/" + kind, "key-00000007", ""), 409, "idempotent-response-not-kept");
            assertThat(this.sample.calls).hasValue(calls + 1);
        }
    }

    @Test
    void aRequestThatIsRejectedBeforeItsHandlerReleasesItsKey() {
        this.sample.rejecting.set(true);
        post("/api/v1/things", "key-00000027", "{}").expectStatus().isEqualTo(503);
        this.sample.rejecting.set(false);
        post("/api/v1/things", "key-00000027", "{}").expectStatus().isCreated();
    }

    @Test
    void aNoStoreResponseIsNotStored() {
        String first = body(post("/api/v1/secret", "key-00000008", ""));
        assertThat(body(post("/api/v1/secret", "key-00000008", ""))).isNotEqualTo(first);
    }

    @Test
    void aLargeResponseIsStreamedAndARetryDoesNotRunTheHandlerAgain() {
        int calls = this.sample.calls.get();
        assertThat(body(post("/api/v1/large", "key-00000017", ""))).hasSize(300 * 1024);
        problem(post("/api/v1/large", "key-00000017", "").expectHeader().doesNotExist("Idempotency-Replayed"), 409,
                "idempotent-response-not-kept");
        assertThat(this.sample.calls).hasValue(calls + 1);
    }

    @Test
    void aRetryDuringTheFirstRequestIsAConflictWithRetryAfter() throws InterruptedException {
        Thread first = new Thread(() -> post("/api/v1/slow", "key-00000009", "").expectStatus().isOk());
        first.start();
        this.sample.entered.await();
        problem(post("/api/v1/slow", "key-00000009", "").expectHeader().valueEquals("Retry-After", "1"), 409,
                "idempotency-key-in-use");
        this.sample.leave.countDown();
        first.join();
        post("/api/v1/slow", "key-00000009", "").expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("Idempotency-Replayed", "true");
    }

    @Test
    void theResponseOfAnAsynchronousHandlerIsStored() {
        String first = body(post("/api/v1/later", "key-00000010", ""));
        assertThat(body(
                post("/api/v1/later", "key-00000010", "").expectHeader().valueEquals("Idempotency-Replayed", "true")))
            .isEqualTo(first);
    }

    @Test
    void aMalformedOrRepeatedKeyIsRejected() {
        problem(post("/api/v1/things", "short", "{}"), 400, "invalid-idempotency-key");
        problem(post("/api/v1/things", "x".repeat(201), "{}"), 400, "invalid-idempotency-key");
        problem(post("/api/v1/things", "with a space", "{}"), 400, "invalid-idempotency-key");
        problem(this.client.post()
            .uri("/api/v1/things")
            .header("Idempotency-Key", "key-00000011", "key-00000012")
            .headers((headers) -> headers.setBasicAuth("u1", "any"))
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}")
            .exchange(), 400, "invalid-idempotency-key");
    }

    @Test
    void aBodyAboveTheLimitIsRejected() {
        problem(post("/api/v1/things", "key-00000013", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}"), 413,
                "body-too-large");
    }

    @Test
    void otherContentTypesAnonymousCallersAndExcludedPathsPassThrough() {
        for (int i = 0; i < 2; i++) {
            this.client.post()
                .uri("/api/v1/bytes")
                .header("Idempotency-Key", "key-00000014")
                .headers((headers) -> headers.setBasicAuth("u1", "any"))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new byte[2 << 20])
                .exchange()
                .expectHeader()
                .doesNotExist("Idempotency-Replayed")
                .expectBody(String.class)
                .isEqualTo("2097152");
            post("/api/v1/own", "key-00000015", "").expectHeader().doesNotExist("Idempotency-Replayed");
            this.client.post()
                .uri("/api/v1/open")
                .header("Idempotency-Key", "key-00000016")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Idempotency-Replayed");
        }
    }

    private static void problem(RestTestClient.ResponseSpec response, int status, String slug) {
        response.expectStatus()
            .isEqualTo(status)
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo("urn:streamgate:problem:" + slug);
    }

    private static String body(RestTestClient.ResponseSpec response) {
        return response.expectBody(String.class).returnResult().getResponseBody();
    }

    private RestTestClient.ResponseSpec post(String path, String key, String body) {
        return as("u1", path, key, body);
    }

    private RestTestClient.ResponseSpec actingFor(String user, String key) {
        return this.client.post()
            .uri("/api/v1/things")
            .header("Idempotency-Key", key)
            .header("X-On-Behalf-Of", user)
            .headers((headers) -> headers.setBasicAuth("worker", "any"))
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}")
            .exchange();
    }

    private RestTestClient.ResponseSpec as(String user, String path, String key, String body) {
        var request = this.client.post()
            .uri(path)
            .header("Idempotency-Key", key)
            .headers((headers) -> headers.setBasicAuth(user, "any"));
        return body.isEmpty() ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

}

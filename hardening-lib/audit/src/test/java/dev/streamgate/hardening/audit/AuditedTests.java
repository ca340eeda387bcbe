/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = AuditedSampleApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.problem.enabled=false", "streamgate.network.trusted-proxies=",
                "management.endpoints.web.exposure.include=*", "server.error.include-message=always" })
class AuditedTests {

    @TempDir
    static Path root;

    private final RestTestClient client;

    private final AuditJournal journal;

    private final int port;

    @Autowired
    AuditedTests(@LocalServerPort int port, AuditJournal journal) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.journal = journal;
        this.port = port;
    }

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry properties) {
        properties.add("streamgate.audit.directory", root::toString);
    }

    @Test
    void theEventIsDurableBeforeTheResponseIsSent() throws IOException {
        post("/api/v1/things", "u1", "{\"name\":\"a\"}").expectStatus().isCreated();
        AuditRecord event = only("thing.create", "u1");
        assertThat(event).returns("create", AuditRecord::action)
            .returns("/api/v1/things", AuditRecord::resource)
            .returns(AuditRecord.SUCCESS, AuditRecord::result);
        assertThat(event.details()).isEqualTo(Map.of("status", "201", "method", "POST", "location", "/api/v1/things/1",
                "address", "127.0.0.1", "requestId", "r-1"));
        String file = Files.readString(JournalFiles.segments(root.resolve("1")).get(0));
        assertThat(file).contains(event.id());
    }

    @ParameterizedTest
    @CsvSource({ "plain,200,success", "response-status,201,success", "set-status,403,denied", "send-error,410,failure",
            "own-advice,403,denied", "status-exception,409,failure", "annotated-exception,404,failure",
            "error-page,500,failure", "callable,201,success", "callable-failing,500,failure",
            "callable-denied,403,denied", "timeout,503,failure", "task,201,success", "future,201,success",
            "future-forbidden,403,denied", "future-failing,500,failure", "deferred-failing,404,failure",
            "mono,202,success", "mono-failing,409,failure", "flux,200,success", "stream,200,success",
            "events,200,success", "raw,200,success", "large,200,success", "redirect,302,success",
            "writer,202,success" })
    void theStatusThatWasSentIsRecorded(String path, int status, String result) {
        assertThat(get("/status/" + path, "viewer").returnResult(byte[].class).getStatus().value()).isEqualTo(status);
        assertThat(only("status." + path, "viewer")).returns(result, AuditRecord::result)
            .returns("/status/" + path, AuditRecord::resource)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo(Integer.toString(status));
    }

    @ParameterizedTest
    @CsvSource({ "stream-broken", "events-broken", "raw-broken" })
    void aResponseThatBreaksOffIsAFailure(String path) {
        try {
            get("/status/" + path, "viewer").returnResult(byte[].class).getResponseBodyContent();
        }
        catch (RuntimeException ex) {
            // The client may notice the missing end.
        }
        Awaitility.await().until(() -> !find("status." + path, "viewer").isEmpty());
        assertThat(only("status." + path, "viewer")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("200");
    }

    @Test
    void aClientThatDisconnectsFromAStreamIsRecordedAsAborted() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", this.port)) {
            socket.getOutputStream()
                .write(("GET /status/endless HTTP/1.1\r\nHost: a\r\nAuthorization: Basic "
                        + HttpHeaders.encodeBasicAuth("viewer", "pw", StandardCharsets.UTF_8) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(find("status.endless", null)).isEmpty();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !find("status.endless", "viewer").isEmpty());
        assertThat(only("status.endless", "viewer")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting(AuditRecord::details)
            .hasFieldOrPropertyWithValue("aborted", "true");
    }

    @Test
    void failuresAndDenialsAreRecorded() {
        post("/api/v1/things", "u2", "{\"name\":\"\"}").expectStatus().isBadRequest();
        assertThat(only("thing.create", "u2")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("400");
        delete("/api/v1/things/9", "viewer").expectStatus().isForbidden();
        assertThat(only("thing.delete", "viewer")).returns(AuditRecord.DENIED, AuditRecord::result)
            .returns("/api/v1/things/9", AuditRecord::resource)
            .extracting((event) -> event.details().get("status"))
            .isEqualTo("403");
        delete("/api/v1/things/0", "operator").expectStatus().isNotFound();
        assertThat(only("thing.delete", "operator").details()).containsEntry("status", "404");
    }

    @Test
    void theResourceIsAnExpressionOverParametersAndResult() {
        post("/api/v1/orders/7", "u3", "{\"name\":\"a\"}").expectStatus().isOk();
        assertThat(only("order.place", "u3").resource()).isEqualTo("order 7 of a");
        post("/api/v1/accounts", "u3", "{\"name\":\"a\"}").expectStatus().isOk();
        assertThat(only("account.open", "u3").resource()).isEqualTo("account-a");
    }

    @Test
    void theActorIsWhoSignedInDuringTheRequestAndPasswordsAreNotRecorded() throws IOException {
        this.client.post()
            .uri("/public/login?token=hunter2hunter2")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"name\":\"viewer\"}")
            .exchange()
            .expectStatus()
            .isOk();
        assertThat(only("account.login", "viewer").resource()).isEqualTo("/public/login");
        this.client.post()
            .uri("/public/login")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"name\":\"unknown\"}")
            .exchange()
            .expectStatus()
            .isUnauthorized();
        assertThat(only("account.login", "anonymous")).returns(AuditRecord.DENIED, AuditRecord::result);
        for (Path segment : JournalFiles.segments(root.resolve("1"))) {
            assertThat(Files.readString(segment)).doesNotContain("hunter2");
        }
    }

    @Test
    void writesToActuatorEndpointsAreRecorded() {
        post("/actuator/loggers/some.logger", "op6", "{\"configuredLevel\":\"WARN\"}").expectStatus().isNoContent();
        assertThat(only("actuator.loggers.write", "op6")).returns(AuditRecord.SUCCESS, AuditRecord::result)
            .returns("/actuator/loggers", AuditRecord::resource)
            .returns("write", AuditRecord::action)
            .extracting(AuditRecord::details)
            .isEqualTo(Map.of("name", "some.logger", "configuredLevel", "WARN"));
        get("/actuator/loggers/some.logger", "op7").expectStatus().isOk();
        assertThat(find("actuator.", "op7")).isEmpty();
    }

    @Test
    void theEndpointsReadTheJournal() {
        post("/api/v1/things", "u5", "{\"name\":\"a\"}").expectStatus().isCreated();
        get("/actuator/auditjournal?actor=u5&type=thing.&limit=5&from=2020-01-01T00:00:00Z", "op").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].details.status")
            .isEqualTo("201");
        get("/actuator/auditjournal/verify", "op").expectBody().jsonPath("$.intact").isEqualTo(true);
        get("/actuator/auditjournal/nothing", "op").expectStatus().isNotFound();
        get("/actuator/auditevents?principal=u5&type=thing.create", "op").expectBody()
            .jsonPath("$.events[0].type")
            .isEqualTo("thing.create");
    }

    @Test
    void rejectionsByFiltersAreRecorded() {
        this.client.delete().uri("/api/v1/things/1").exchange().expectStatus().isUnauthorized();
        // The queue is written in order, so the earlier best-effort event is durable.
        post("/api/v1/things", "u8", "{\"name\":\"a\"}").expectStatus().isCreated();
        assertThat(find("AUTHORIZATION_FAILURE", null)).anyMatch((event) -> event.actor().startsWith("anonymous"));
    }

    private List<AuditRecord> find(String type, String actor) {
        return this.journal.find(new AuditQuery(actor, null, type, null, null, 10));
    }

    private AuditRecord only(String type, String actor) {
        List<AuditRecord> found = find(type, actor);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private RestTestClient.ResponseSpec post(String path, String user, String body) {
        return this.client.post()
            .uri(path)
            .headers((headers) -> headers.setBasicAuth(user, "pw"))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    private RestTestClient.ResponseSpec delete(String path, String user) {
        return this.client.delete().uri(path).headers((headers) -> headers.setBasicAuth(user, "pw")).exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String user) {
        return this.client.get().uri(path).headers((headers) -> headers.setBasicAuth(user, "pw")).exchange();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=sample",
                "streamgate.security.public-paths=POST /api/v1/login" })
class AuditedTests {

    @TempDir
    static Path root;

    private final RestTestClient client;

    private final AuditJournal journal;

    @Autowired
    AuditedTests(@LocalServerPort int port, AuditJournal journal) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.journal = journal;
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
        assertThat(event.details()).containsEntry("status", "201")
            .containsEntry("method", "POST")
            .containsEntry("location", "/api/v1/things/1")
            .containsEntry("address", "127.0.0.1")
            .containsKeys("requestId", "traceId");
        String file = Files.readString(JournalFiles.segments(root.resolve("1")).get(0));
        assertThat(file).contains(event.id());
    }

    @Test
    void failuresAndDenialsAreRecorded() {
        post("/api/v1/things", "u2", "{\"name\":\"\"}").expectStatus().isBadRequest();
        assertThat(only("thing.create", "u2")).returns(AuditRecord.FAILURE, AuditRecord::result)
            .extracting(AuditRecord::details)
            .extracting("status")
            .isEqualTo("400");
        delete("/api/v1/things/9", TestTokens.user("u3", "viewer")).expectStatus().isForbidden();
        assertThat(only("thing.delete", "u3")).returns(AuditRecord.DENIED, AuditRecord::result)
            .returns("/api/v1/things/9", AuditRecord::resource);
        delete("/api/v1/things/0", TestTokens.user("u4", "operator")).expectStatus().isNotFound();
        assertThat(only("thing.delete", "u4").details()).containsEntry("status", "404");
    }

    @Test
    void anUnauthenticatedCallerIsAnonymousAndItsPasswordIsNotRecorded() throws IOException {
        this.client.post()
            .uri("/api/v1/login?token=hunter2hunter2")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"name\":\"hunter2hunter2\"}")
            .exchange()
            .expectStatus()
            .isOk();
        assertThat(only("account.login", "anonymous").resource()).isEqualTo("/api/v1/login");
        for (Path segment : JournalFiles.segments(root.resolve("1"))) {
            assertThat(Files.readString(segment)).doesNotContain("hunter2");
        }
    }

    @Test
    void onlyOperatorsAndServicesReadTheJournal() {
        post("/api/v1/things", "u5", "{\"name\":\"a\"}").expectStatus().isCreated();
        String query = "/actuator/auditjournal?actor=u5&type=thing.&limit=5&from=2020-01-01T00:00:00Z";
        get(query, TestTokens.user("u5", "creator")).expectStatus().isForbidden();
        for (String token : List.of(TestTokens.user("op", "operator"), TestTokens.service("monitor"))) {
            get(query, token).expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].type")
                .isEqualTo("thing.create")
                .jsonPath("$.items[0].details.status")
                .isEqualTo("201");
        }
        get("/actuator/auditjournal/verify", TestTokens.user("op", "operator")).expectBody()
            .jsonPath("$.intact")
            .isEqualTo(true);
        get("/actuator/auditjournal/nothing", TestTokens.user("op", "operator")).expectStatus().isNotFound();
        get("/actuator/auditevents?principal=u5&type=thing.create", TestTokens.user("op", "operator")).expectBody()
            .jsonPath("$.events[0].type")
            .isEqualTo("thing.create");
    }

    @Test
    void writesToActuatorEndpointsAreRecorded() {
        this.client.post()
            .uri("/actuator/ratelimits/api")
            .headers((headers) -> headers.setBearerAuth(TestTokens.user("op6", "operator")))
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"capacity\":999}")
            .exchange()
            .expectStatus()
            .isOk();
        assertThat(only("actuator.ratelimits.write", "op6")).returns(AuditRecord.SUCCESS, AuditRecord::result)
            .returns("/actuator/ratelimits", AuditRecord::resource)
            .returns("write", AuditRecord::action)
            .extracting(AuditRecord::details)
            .isEqualTo(Map.of("capacity", "999", "plan", "api"));
        get("/actuator/ratelimits", TestTokens.user("op7", "operator")).expectStatus().isOk();
        assertThat(find("actuator.", "op7")).isEmpty();
    }

    @Test
    void rejectionsByFiltersAreRecordedAndATokenIsNeverTheActor() throws IOException {
        get("/actuator/auditjournal", TestTokens.user("u8", "creator")).expectStatus().isForbidden();
        this.client.delete().uri("/api/v1/things/1").exchange().expectStatus().isUnauthorized();
        get("/api/v1/things", "no.token.atall").expectStatus().isUnauthorized();
        // The queue is written in order, so the earlier best-effort events are durable.
        post("/api/v1/things", "u8", "{\"name\":\"a\"}").expectStatus().isCreated();
        assertThat(find("AUTHORIZATION_FAILURE", "u8")).isNotEmpty()
            .allSatisfy((event) -> assertThat(event).returns(AuditRecord.DENIED, AuditRecord::result)
                .returns("/actuator/auditjournal", AuditRecord::resource));
        assertThat(find("AUTHORIZATION_FAILURE", null)).anyMatch((event) -> event.actor().startsWith("anonymous"));
        assertThat(find("AUTHENTICATION_FAILURE", "anonymous")).singleElement()
            .returns(AuditRecord.DENIED, AuditRecord::result)
            .returns("/api/v1/things", AuditRecord::resource);
        for (Path segment : JournalFiles.segments(root.resolve("1"))) {
            assertThat(Files.readString(segment)).doesNotContain("no.token.atall");
        }
    }

    private List<AuditRecord> find(String type, String actor) {
        return this.journal.find(new AuditQuery(actor, null, type, null, null, 10));
    }

    private AuditRecord only(String type, String actor) {
        List<AuditRecord> found = this.journal.find(new AuditQuery(actor, null, type, null, null, 10));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private RestTestClient.ResponseSpec post(String path, String user, String body) {
        return this.client.post()
            .uri(path)
            .headers((headers) -> headers.setBearerAuth(TestTokens.user(user)))
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .exchange();
    }

    private RestTestClient.ResponseSpec delete(String path, String token) {
        return this.client.delete().uri(path).headers((headers) -> headers.setBearerAuth(token)).exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String token) {
        return this.client.get().uri(path).headers((headers) -> headers.setBearerAuth(token)).exchange();
    }

    record Thing(@NotBlank String name) {
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Sample.class)
    static class SampleApplication {

    }

    @RestController
    static class Sample {

        @PostMapping("/api/v1/things")
        @Audited("thing.create")
        ResponseEntity<Thing> create(@Valid @RequestBody Thing thing) {
            return ResponseEntity.created(java.net.URI.create("/api/v1/things/1")).body(thing);
        }

        @DeleteMapping("/api/v1/things/{id}")
        @Audited("thing.delete")
        @PreAuthorize("hasRole('OPERATOR')")
        void delete(@PathVariable int id) {
            throw new ProblemException(ProblemType.NOT_FOUND, "Thing not found.");
        }

        @PostMapping("/api/v1/login")
        @Audited("account.login")
        String login(@RequestBody Thing thing) {
            return "welcome";
        }

    }

}

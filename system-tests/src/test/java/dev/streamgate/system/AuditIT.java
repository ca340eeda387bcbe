/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit events and journals of the running stack. */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class AuditIT {

    private static final int CHUNK_SIZE = 1 << 20;

    private final Stack stack = Stack.running();

    private final GatewayUser operator = GatewayUser.registerOperator(this.stack);

    private final AuditEvents events = new AuditEvents(this.operator);

    private String session = "";

    @BeforeAll
    void upload(@TempDir Path folder) throws Exception {
        Path clip = Media.clip(folder, "clip.mp4", 1);
        String contentId = this.operator.contentOf(this.operator.upload(clip, CHUNK_SIZE));
        this.operator.await(contentId, (content) -> content.path("playable").asBoolean());
        this.session = this.operator.play(contentId);
    }

    @Test
    void handledRequestsAreAuditedWithoutSecrets() throws IOException {
        String wrong = "not the password " + System.nanoTime();
        this.operator.post("/api/v1/contents", Map.of("title", "mine"));
        this.operator.http().put("/api/v1/cache/hardening/a", Map.of("a", 1));
        this.operator.post("/api/v1/auth/change-password",
                Map.of("currentPassword", wrong, "newPassword", wrong + " 2"));
        this.operator.post("/api/v1/jobs/none/cancel", Map.of());
        this.operator.post("/api/v1/transcodes/none/cancel", Map.of());
        this.operator.post("/api/v1/monitor/alerts/none/resolve", Map.of());
        String tampered = this.operator.token() + "x";
        assertThat(this.operator.withToken(tampered).get("/api/v1/contents").status()).isEqualTo(401);

        String mine = "actor=" + this.operator.json("/api/v1/auth/profile").path("id").asString();
        Map<String, String> types = Map.of("upload.create", "upload", "stream.session", "streaming", "content.create",
                "metadata", "cache.put", "cache", "auth.change-password", "auth", "job.cancel", "worker",
                "transcode.cancel", "worker", "alert.resolve", "monitor");
        types.forEach((type, service) -> assertThat(this.events.await("type=" + type + '&' + mine)).as(type)
            .isNotEmpty()
            .allSatisfy((event) -> {
                assertThat(event.path("service").asString()).isEqualTo(service);
                assertThat(event.path("type").asString()).isEqualTo(type);
                assertThat(event.path("action").asString()).isEqualTo(type.substring(type.indexOf('.') + 1));
                assertThat(event.path("resource").asString()).startsWith("/api/v1/");
            }));
        assertThat(this.events.await("type=AUTHENTICATION_FAILURE&service=gateway"))
            .anySatisfy((event) -> assertThat(event.path("resource").asString()).isEqualTo("/api/v1/contents"));

        List<String> secrets = List.of(wrong, this.operator.password(), this.operator.token(), tampered,
                this.session.replaceAll(".*session=|/[^/]*$", ""));
        try (Stream<Path> files = Files.walk(this.stack.directory().resolve("audit"))) {
            assertThat(files.filter((path) -> path.getFileName().toString().startsWith("audit-")))
                .hasSizeGreaterThanOrEqualTo(Stack.SERVICES.size())
                .allSatisfy((file) -> assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secrets));
        }
    }

    @Test
    void theJournalsOfTheRunningStackVerify() {
        assertThat(this.stack.launcher("audit", "verify")).contains(Stack.SERVICES)
            .contains("intact")
            .doesNotContain("TAMPERED");
    }

}

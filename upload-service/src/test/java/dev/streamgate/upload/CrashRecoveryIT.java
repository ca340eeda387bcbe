/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The process is killed at any time. */
class CrashRecoveryIT {

    @TempDir
    Path folder;

    @Test
    void acknowledgedBytesSurviveEachKillAndTheFileIsIntact() throws Exception {
        LargeClip file = new LargeClip(
                Files.readAllBytes(Clips.clip().seconds(1).write(this.folder.resolve("clip.mp4"))), 48L << 20);
        try (ForkedService service = new ForkedService(this.folder)) {
            String path = service.client().create(file.size());
            long acknowledged = acknowledge(service.client(), path, file);
            killWhileSending(service, path, file, acknowledged + 3_000_000);
            long kept = offset(service.client(), path);
            assertThat(kept).isGreaterThan(acknowledged).isLessThan(file.size());
            acknowledged = acknowledge(service.client(), path, file);
            killWhileSending(service, path, file, acknowledged + 5_000_000, "Upload-Checksum",
                    "sha256 " + UploadClient.base64("SHA-256", new byte[0]));
            assertThat(offset(service.client(), path)).as("unverified bytes are discarded").isEqualTo(acknowledged);
            send(service.client(), path, file, acknowledged);
            service.kill();
            service.start();
            assertStoredOnce(service, UploadClient.id(path), file);
        }
    }

    private void killWhileSending(ForkedService service, String path, LargeClip file, long until, String... headers)
            throws Exception {
        long from = offset(service.client(), path);
        CompletableFuture<Void> interrupted = CompletableFuture
            .runAsync(() -> send(service.client(), path, file, from, headers));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> service.media().stagedSize(UploadClient.id(path)) > until);
        service.kill();
        interrupted.handle((done, failure) -> failure).get();
        service.start();
    }

    private void assertStoredOnce(ForkedService service, String id, LargeClip file) throws Exception {
        JsonNode view = service.client().awaitEnd(id);
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("sha256").asString()).isEqualTo(file.sha256());
        try (InputStream stored = Files.newInputStream(service.media().source(id))) {
            assertThat(LargeClip.sha256(stored)).isEqualTo(file.sha256());
        }
        String contentId = view.path("contentId").asString();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> !service.downstream().submitted(contentId).isEmpty());
        assertThat(service.downstream().submitted(contentId)).extracting((job) -> job.header("Idempotency-Key"))
            .containsOnly("upload:" + id);
    }

    private static long acknowledge(UploadClient client, String path, LargeClip file) throws Exception {
        long offset = offset(client, path);
        try (InputStream in = file.open()) {
            in.skipNBytes(offset);
            Reply reply = client.patch(path, offset, in.readNBytes(1 << 20));
            assertThat(reply.status()).isEqualTo(204);
            return Long.parseLong(reply.header("Upload-Offset"));
        }
    }

    private static void send(UploadClient client, String path, LargeClip file, long offset, String... headers) {
        String[] all = java.util.Arrays.copyOf(new String[] { "Tus-Resumable", "1.0.0", "Upload-Offset",
                Long.toString(offset), "Content-Type", UploadClient.BYTES }, 6 + headers.length);
        System.arraycopy(headers, 0, all, 6, headers.length);
        client.send("PATCH", path, BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> {
            InputStream in = file.open();
            try {
                in.skipNBytes(offset);
            }
            catch (java.io.IOException ex) {
                throw new java.io.UncheckedIOException(ex);
            }
            return in;
        }), file.size() - offset), all);
    }

    private static long offset(UploadClient client, String path) {
        return Long.parseLong(client.head(path).header("Upload-Offset"));
    }

}

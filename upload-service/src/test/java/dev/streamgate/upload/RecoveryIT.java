package dev.streamgate.upload;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;

import static org.assertj.core.api.Assertions.assertThat;

/** The process is killed by -9 at any moment. */
class RecoveryIT {

    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void whateverWasAcknowledgedIsThereAfterEachKillAndTheFileIsTheSameInTheEnd() throws Exception {
        LargeClip file = new LargeClip(
                Files.readAllBytes(Clips.clip().seconds(1).write(this.folder.resolve("clip.mp4"))), 48L << 20);
        Random random = new Random(42);
        try (ForkedService service = new ForkedService(this.folder)) {
            Uploader client = service.client();
            String path = client.create(file.size());
            String id = Uploader.id(path);
            long acknowledged = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                acknowledged = acknowledge(client, path, file, 1 << 20);
                long from = acknowledged;
                CompletableFuture<Void> torn = CompletableFuture.runAsync(() -> send(client, path, file, from));
                long until = from + random.nextInt(8 << 20);
                Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> service.media().stagedSize(id) > until);
                service.kill();
                torn.handle((done, failure) -> failure).get();
                service.start();
                long offset = offset(client, path);
                assertThat(offset).isGreaterThanOrEqualTo(acknowledged).isLessThan(file.size());
            }
            send(client, path, file, offset(client, path));
            service.kill();
            service.start();
            JsonNode view = client.ended(id);
            assertThat(view.path("state").asString()).isEqualTo("stored");
            assertThat(view.path("sha256").asString()).isEqualTo(file.sha256());
            try (InputStream stored = Files.newInputStream(service.media().source(id));
                    InputStream sent = file.open()) {
                assertThat(stored).hasSameContentAs(sent);
            }
            String contentId = view.path("contentId").asString();
            Awaitility.await().until(() -> !service.neighbours().submitted(contentId).isEmpty());
            assertThat(service.neighbours().submitted(contentId)).extracting((job) -> job.header("Idempotency-Key"))
                .containsOnly("upload:" + id);
        }
    }

    @Test
    void bytesWhoseChecksumWasNotVerifiedAreGoneAfterAKill() throws Exception {
        LargeClip file = new LargeClip(
                Files.readAllBytes(Clips.clip().seconds(1).write(this.folder.resolve("clip.mp4"))), 64L << 20);
        try (ForkedService service = new ForkedService(this.folder)) {
            Uploader client = service.client();
            String path = client.create(file.size());
            long acknowledged = acknowledge(client, path, file, 1 << 20);
            String checksum = "sha256 " + Uploader.base64("SHA-256", new byte[0]);
            CompletableFuture<Void> torn = CompletableFuture
                .runAsync(() -> send(client, path, file, acknowledged, "Upload-Checksum", checksum));
            Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> service.media().stagedSize(Uploader.id(path)) > acknowledged + 1_000_000);
            service.kill();
            torn.handle((done, failure) -> failure).get();
            service.start();
            assertThat(offset(client, path)).isEqualTo(acknowledged);
            assertThat(service.media().stagedSize(Uploader.id(path))).isEqualTo(acknowledged);
        }
    }

    private static long acknowledge(Uploader client, String path, LargeClip file, int length) throws Exception {
        long offset = offset(client, path);
        try (InputStream in = file.open()) {
            in.skipNBytes(offset);
            Reply reply = client.patch(path, offset, in.readNBytes(length));
            assertThat(reply.status()).isEqualTo(204);
            return Long.parseLong(reply.header("Upload-Offset"));
        }
    }

    private static void send(Uploader client, String path, LargeClip file, long offset, String... headers) {
        String[] all = java.util.Arrays.copyOf(new String[] { "Tus-Resumable", "1.0.0", "Upload-Offset",
                Long.toString(offset), "Content-Type", Uploader.BYTES }, 6 + headers.length);
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

    private static long offset(Uploader client, String path) {
        return Long.parseLong(client.head(path).header("Upload-Offset"));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Chunks in any order, repeated and concurrent. */
@UploadServiceTest
class ChunkIT implements HandlerRules {

    private static final String SESSIONS = "/api/v1/uploads/sessions";

    @TempDir
    static Path folder;

    private static byte[] clip;

    private final UploadClient client;

    private final UploadTestConfiguration.MediaDirectory media;

    @Autowired
    ChunkIT(UploadClient client, UploadTestConfiguration.MediaDirectory media) {
        this.client = client.as("chunks-" + System.nanoTime(), "creator");
        this.media = media;
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Files.readAllBytes(Clips.clip().seconds(2).write(folder.resolve("clip.mp4")));
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
    void concurrentAndRepeatedChunksInAnyOrderGiveTheSameFile(long seed) throws Exception {
        Random random = new Random(seed);
        int chunkSize = 4096 + random.nextInt(60_000);
        JsonNode session = open(chunkSize, UploadClient.sha256(clip));
        String id = session.path("uploadId").asString();
        int count = session.path("chunks").asInt();
        assertThat(count).isEqualTo(Math.ceilDiv(clip.length, chunkSize));
        List<Integer> order = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            order.addAll(Collections.nCopies(1 + random.nextInt(3), number));
        }
        Collections.shuffle(order, random);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> puts = new ArrayList<>();
            for (int number : order) {
                puts.add(() -> put(id, number, chunk(number, chunkSize)).status());
            }
            for (Future<Integer> put : threads.invokeAll(puts)) {
                assertThat(put.get()).isEqualTo(204);
            }
        }
        assertThat(this.client.view(id).path("received").asLong()).isEqualTo(clip.length);
        Reply complete = complete(id);
        assertThat(complete.status()).isEqualTo(200);
        assertThat(complete.json().path("state").asString()).isEqualTo("stored");
        assertThat(complete.json().path("sha256").asString()).isEqualTo(UploadClient.sha256(clip));
        assertThat(Files.readAllBytes(this.media.source(id))).isEqualTo(clip);
        assertThat(complete(id).json().path("state").asString()).isEqualTo("stored");
    }

    @Test
    void missingChunksAreListed() {
        String id = open(50_000, null).path("uploadId").asString();
        put(id, 1, chunk(1, 50_000));
        Reply reply = complete(id);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("upload-incomplete");
        assertThat(reply.json().path("missing").get(0).asInt()).isZero();
        assertThat(reply.json().path("missing").get(1).asInt()).isEqualTo(2);
        assertThat(this.client.view(id).path("state").asString()).isEqualTo("open");
    }

    @Test
    void theListOfMissingChunksIsLimited() {
        String id = open(1024, null).path("uploadId").asString();
        JsonNode problem = complete(id).json();
        assertThat(problem.path("missing")).hasSize(100);
        assertThat(problem.path("more").asBoolean()).isTrue();
    }

    @Test
    void aChunkThatDoesNotMatchItsContentDigestIsDiscarded() {
        String id = open(50_000, null).path("uploadId").asString();
        byte[] chunk = chunk(0, 50_000);
        String digest = "sha-256=:" + UploadClient.base64("SHA-256", chunk) + ":";
        assertThat(put(id, 0, chunk, "Content-Digest", "md5=:AAAA:, " + digest).status()).isEqualTo(204);
        Reply wrong = put(id, 1, chunk(1, 50_000), "Content-Digest", digest);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.problem()).isEqualTo("digest-mismatch");
        assertThat(put(id, 1, chunk, "Content-Digest", "sha-256=nonsense").status()).isEqualTo(400);
        assertThat(complete(id).json().path("missing").get(0).asInt()).isEqualTo(1);
        assertThat(this.client.view(id).path("received").asInt()).isEqualTo(50_000);
    }

    @Test
    void anAcknowledgedChunkIsNeverOverwritten() throws Exception {
        String id = open(50_000, null).path("uploadId").asString();
        put(id, 0, chunk(0, 50_000));
        Reply other = put(id, 0, new byte[50_000]);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("chunk-conflict");
        assertThat(Arrays.copyOf(Files.readAllBytes(this.media.staged(id)), 50_000)).isEqualTo(chunk(0, 50_000));
    }

    @Test
    void aChunkOfWrongLengthOrNumberIsRejected() {
        String id = open(50_000, null).path("uploadId").asString();
        assertThat(put(id, 0, new byte[49_999]).status()).isEqualTo(400);
        assertThat(put(id, 0, new byte[50_001]).status()).isEqualTo(400);
        assertThat(put(id, 1_000_000, new byte[50_000]).status()).isEqualTo(404);
        assertThat(this.client.send("PUT", SESSIONS + "/" + id + "/chunks/-1", BodyPublishers.noBody()).status())
            .isEqualTo(404);
        assertThat(this.client.send("PUT", SESSIONS + "/" + id + "/chunks/x", BodyPublishers.noBody()).status())
            .isEqualTo(400);
        for (int length : new int[] { 49_999, 50_001 }) {
            Reply unknownLength = this.client.send("PUT", SESSIONS + "/" + id + "/chunks/0",
                    BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[length])));
            assertThat(unknownLength.status()).isEqualTo(400);
        }
        assertThat(this.client.view(id).path("received").asInt()).isZero();
    }

    @Test
    void aFileWithoutTheDeclaredHashIsRejected() {
        String id = open(clip.length, UploadClient.sha256(new byte[1])).path("uploadId").asString();
        put(id, 0, clip);
        Reply reply = complete(id);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").asString()).contains("SHA-256");
        assertThat(this.media.staged(id)).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"fileName\":\"a\"}", "{\"fileName\":\"a\",\"size\":-1}",
            "{\"fileName\":\"a\",\"size\":\"ten\"}", "{\"fileName\":\"\",\"size\":1}",
            "{\"fileName\":\"a\",\"size\":10,\"chunkSize\":0}", "{\"fileName\":\"a\",\"size\":10,\"sha256\":\"x\"}",
            "{\"fileName\":\"a\",\"size\":60000000,\"chunkSize\":1}" })
    void anInvalidSessionIsABadRequest(String body) {
        Reply reply = this.client.json("POST", SESSIONS, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "fileName":"film\\u202e4pm.exe" | fileName must be plain text of at most 1024 characters.
            "fileName":"a","title":"free\\u200b" | title must be plain text of at most 500 characters.
            "fileName":"a","sha256":"0x12" | sha256 must be 32 bytes in hexadecimal digits.""")
    void theDetailNamesTheInvalidField(String members, String detail) {
        Reply reply = this.client.json("POST", SESSIONS, "{\"size\":10," + members + "}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asString()).isEqualTo(detail);
    }

    @Test
    void aFileAboveTheSizeLimitIsRejectedOnCreation() {
        Reply reply = this.client.json("POST", SESSIONS, "{\"fileName\":\"a\",\"size\":99999999999}");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.json().path("maxSize").asLong()).isEqualTo(64L << 20);
    }

    @Test
    void tusRequestsDoNotFindChunkedUploads() {
        String id = open(50_000, null).path("uploadId").asString();
        put(id, 1, chunk(1, 50_000));
        assertThat(this.client.head(UploadClient.TUS + "/" + id).status()).isEqualTo(404);
        assertThat(this.client.patch(UploadClient.TUS + "/" + id, 0, new byte[1]).status()).isEqualTo(404);
    }

    @Test
    void otherUsersCannotWriteCompleteOrDeleteAnUpload() {
        String id = open(50_000, null).path("uploadId").asString();
        String path = SESSIONS + "/" + id;
        UploadClient other = this.client.as("eve", "creator");
        assertThat(other.send("PUT", path + "/chunks/0", BodyPublishers.ofByteArray(chunk(0, 50_000))).status())
            .isEqualTo(404);
        assertThat(other.json("POST", path + "/complete", "").status()).isEqualTo(404);
        assertThat(other.delete("/api/v1/uploads/" + id).status()).isEqualTo(404);
        assertThat(this.client.delete("/api/v1/uploads/" + id).status()).isEqualTo(204);
        assertThat(this.client.delete("/api/v1/uploads/" + id).status()).isEqualTo(204);
        assertThat(put(id, 0, chunk(0, 50_000)).status()).isEqualTo(410);
    }

    private JsonNode open(int chunkSize, String sha256) {
        String body = "{\"fileName\":\"clip.mp4\",\"size\":%d,\"chunkSize\":%d%s}".formatted(clip.length, chunkSize,
                (sha256 != null) ? ",\"sha256\":\"" + sha256 + "\"" : "");
        Reply reply = this.client.json("POST", SESSIONS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private Reply put(String id, int number, byte[] bytes, String... headers) {
        return this.client.send("PUT", SESSIONS + "/" + id + "/chunks/" + number, BodyPublishers.ofByteArray(bytes),
                headers);
    }

    private Reply complete(String id) {
        return this.client.json("POST", SESSIONS + "/" + id + "/complete", "");
    }

    private static byte[] chunk(int number, int chunkSize) {
        return Arrays.copyOfRange(clip, number * chunkSize, Math.min(clip.length, (number + 1) * chunkSize));
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("TusController.patch",
                "The file as a whole has the events upload.create, upload.store and upload.reject.",
                "ChunkController.put", "See TusController.patch.");
    }

}

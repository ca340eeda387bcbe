/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.upload.expiry.ExpiredUploadCleaner;

import static org.assertj.core.api.Assertions.assertThat;

/** Validation of files by their content, and display of their names. */
@UploadServiceTest
class MediaValidationIT {

    @TempDir
    static Path folder;

    private static byte[] clip;

    private final UploadClient client;

    private final UploadTestConfiguration.MediaDirectory media;

    private final JdbcClient jdbc;

    private final ExpiredUploadCleaner cleaner;

    @Autowired
    MediaValidationIT(UploadClient client, UploadTestConfiguration.MediaDirectory media, JdbcClient jdbc,
            ExpiredUploadCleaner cleaner) {
        this.jdbc = jdbc;
        this.cleaner = cleaner;
        this.client = client.as("validation-" + System.nanoTime(), "creator");
        this.media = media;
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Files.readAllBytes(Clips.clip().seconds(1).write(folder.resolve("clip.mp4")));
    }

    static Stream<String> invalidFiles() {
        return Stream.of("text", "truncated", "huge picture", "zip bomb", "playlist", "noise");
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void anInvalidFileIsRejectedRegardlessOfItsNameAndKeptUntilItIsDeleted(String kind) throws Exception {
        byte[] file = file(kind);
        String path = this.client.create(file.length, "Upload-Metadata", "filename " + UploadClient.base64("good.mp4"));
        assertThat(this.client.patch(path, 0, file).status()).isEqualTo(204);
        JsonNode view = this.client.awaitEnd(UploadClient.id(path));
        assertThat(view.path("state").asString()).isEqualTo("rejected");
        assertThat(view.path("error").asString()).isNotBlank().doesNotContain("/", "ffprobe", "Exception");
        assertThat(this.media.staged(UploadClient.id(path))).exists();
        assertThat(this.client.delete("/api/v1/uploads/" + UploadClient.id(path)).status()).isEqualTo(204);
        assertDeleted(UploadClient.id(path));
        Reply form = this.client.form(new MultipartBody().file("good.mp4", file));
        assertThat(form.status()).isEqualTo(422);
        assertThat(form.problem()).isEqualTo("upload-rejected");
        assertThat(form.json().path("traceId").asString()).isNotEmpty();
        assertThat(this.media.staged(form.json().path("uploadId").asString())).exists();
    }

    @Test
    void aRejectedUploadCanBeVerifiedAgainForADay() throws Exception {
        byte[] file = file("text");
        String path = this.client.create(file.length);
        this.client.patch(path, 0, file);
        String id = UploadClient.id(path);
        assertThat(this.client.awaitEnd(id).path("state").asString()).isEqualTo("rejected");
        this.cleaner.clean();
        Files.write(this.media.staged(id), clip);
        this.jdbc.sql("UPDATE uploads SET size = ?, received = ? WHERE id = ?")
            .params(clip.length, clip.length, id)
            .update();
        assertThat(this.client.json("POST", "/api/v1/uploads/" + id + "/verification", "").status()).isEqualTo(202);
        assertThat(this.client.awaitEnd(id).path("state").asString()).isEqualTo("stored");
        Reply again = this.client.json("POST", "/api/v1/uploads/" + id + "/verification", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("upload-not-rejected");
    }

    @Test
    void theBytesOfARejectedUploadAreDeletedAfterADay() throws Exception {
        byte[] file = file("text");
        String path = this.client.create(file.length);
        this.client.patch(path, 0, file);
        String id = UploadClient.id(path);
        this.client.awaitEnd(id);
        this.jdbc.sql("UPDATE uploads SET updated_at = updated_at - interval '25 hours' WHERE id = ?")
            .param(id)
            .update();
        // A run passes over an upload whose verification still holds its lock.
        Awaitility.await().untilAsserted(() -> {
            this.cleaner.clean();
            assertThat(this.media.staged(id)).doesNotExist();
        });
        assertThat(this.media.source(id)).doesNotExist();
        assertThat(this.client.json("POST", "/api/v1/uploads/" + id + "/verification", "").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/passwd.mp4", "C:\\\\Windows\\\\passwd.mp4", "/passwd.mp4", "a/../passwd.mp4",
            "\u202epasswd.mp4", "pass\u0000wd.mp4" })
    void aFileNameIsTheLastSegmentOfAPath(String name) throws Exception {
        String path = this.client.create(clip.length, "Upload-Metadata", "filename " + UploadClient.base64(name));
        this.client.patch(path, 0, clip);
        JsonNode view = this.client.awaitEnd(UploadClient.id(path));
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("fileName").asString()).isIn("passwd.mp4", "pass wd.mp4");
        assertThat(Files.readAllBytes(this.media.source(UploadClient.id(path)))).isEqualTo(clip);
    }

    @Test
    void audioWithoutVideoIsAccepted() throws Exception {
        byte[] audio = Files.readAllBytes(
                Clips.clip().seconds(1).soundOnly().write(folder.resolve("audio-" + System.nanoTime() + ".m4a")));
        Reply reply = this.client.form(new MultipartBody().file("sound.m4a", audio));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("state").asString()).isEqualTo("stored");
    }

    /** The bytes are deleted after the state has changed. */
    private void assertDeleted(String id) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(this.media.staged(id)).doesNotExist());
        assertThat(this.media.source(id)).doesNotExist();
    }

    private static byte[] file(String kind) throws Exception {
        return switch (kind) {
            case "text" -> "This is not a video.\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            case "truncated" -> Arrays.copyOf(clip, clip.length / 2);
            case "huge picture" -> hugePicture();
            case "zip bomb" -> zipBomb();
            case "playlist" -> "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
                .getBytes(StandardCharsets.US_ASCII);
            case "noise" -> {
                byte[] bytes = new byte[200_000];
                new java.util.Random(7).nextBytes(bytes);
                yield bytes;
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** The clip with a picture size of about 100 000 × 100 000 in its headers. */
    private static byte[] hugePicture() throws Exception {
        byte[] moved = clip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(moved);
        int track = indexOf(moved, "tkhd") - 4;
        int size = buffer.getInt(track);
        buffer.putInt(track + size - 8, 100_000 << 16);
        buffer.putInt(track + size - 4, 100_000 << 16);
        int codec = indexOf(moved, "avc1");
        while (buffer.getShort(codec + 28) != 320) {
            codec += 4 + indexOf(Arrays.copyOfRange(moved, codec + 4, moved.length), "avc1");
        }
        buffer.putShort(codec + 28, (short) 65_000);
        buffer.putShort(codec + 30, (short) 65_000);
        // Without parameter sets the codec does not contradict the header.
        int parameters = indexOf(moved, "avcC");
        moved[parameters + 3] = 'X';
        return moved;
    }

    private static int indexOf(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    }

    private static byte[] zipBomb() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros.mp4"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

}

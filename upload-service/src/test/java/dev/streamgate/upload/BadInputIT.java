/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are not what they say, and requests that are not what they should be. */
@UploadServiceTest
class BadInputIT {

    @TempDir
    static Path folder;

    private static byte[] clip;

    private final Uploader client;

    private final Surroundings.MediaFolder media;

    @Autowired
    BadInputIT(Uploader client, Surroundings.MediaFolder media) {
        this.client = client.as("bad-" + System.nanoTime(), "creator");
        this.media = media;
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Files.readAllBytes(Clips.clip().seconds(1).write(folder.resolve("clip.mp4")));
    }

    static Stream<String> badFiles() {
        return Stream.of("text", "truncated", "huge picture", "zip bomb", "playlist", "noise");
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void aFileThatCannotBeUsedIsRejectedHoweverItIsNamedAndLeavesNothing(String kind) throws Exception {
        byte[] file = file(kind);
        String path = this.client.create(file.length, "Upload-Metadata", "filename " + Uploader.base64("good.mp4"));
        assertThat(this.client.patch(path, 0, file).status()).isEqualTo(204);
        JsonNode view = this.client.ended(Uploader.id(path));
        assertThat(view.path("state").asString()).isEqualTo("rejected");
        assertThat(view.path("error").asString()).isNotBlank().doesNotContain("/", "ffprobe", "Exception");
        assertNothingLeft(Uploader.id(path));
        Reply form = form("file\"; filename=\"good.mp4", file);
        assertThat(form.status()).isEqualTo(422);
        assertThat(form.problem()).isEqualTo("upload-rejected");
        assertThat(form.json().path("traceId").asString()).isNotEmpty();
        assertNothingLeft(form.json().path("uploadId").asString());
    }

    @Test
    void anEmptyFileIsABadRequestEachWay() {
        assertThat(this.client.tus("POST", Uploader.TUS, null, "Upload-Length", "0").problem())
            .isEqualTo("upload-empty");
        assertThat(form("file\"; filename=\"a.mp4", new byte[0]).problem()).isEqualTo("upload-empty");
        assertThat(this.client.json("POST", "/api/v1/uploads/sessions", "{\"fileName\":\"a\",\"size\":0}").status())
            .isEqualTo(400);
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/passwd.mp4", "C:\\\\Windows\\\\passwd.mp4", "/passwd.mp4", "a/../passwd.mp4",
            "\u202epasswd.mp4", "pass\u0000wd.mp4" })
    void aPathInAFileNameIsOnlyEverItsLastPart(String name) throws Exception {
        String path = this.client.create(clip.length, "Upload-Metadata", "filename " + Uploader.base64(name));
        this.client.patch(path, 0, clip);
        JsonNode view = this.client.ended(Uploader.id(path));
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("fileName").asString()).isIn("passwd.mp4", "pass wd.mp4");
        assertThat(Files.readAllBytes(this.media.source(Uploader.id(path)))).isEqualTo(clip);
    }

    @Test
    void soundAloneIsTaken() throws Exception {
        byte[] sound = Files.readAllBytes(
                Clips.clip().seconds(1).soundOnly().write(folder.resolve("sound-" + System.nanoTime() + ".m4a")));
        Reply reply = form("file\"; filename=\"sound.m4a", sound);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("state").asString()).isEqualTo("stored");
    }

    @Test
    void aFormIsStoredWithItsTitleWhereverThatStands() {
        for (boolean first : new boolean[] { true, false }) {
            byte[] title = part("title", null, "Our \u00e9t\u00e9".getBytes(StandardCharsets.UTF_8));
            byte[] file = part("file", "\u00e9t\u00e9.mp4", clip);
            Reply reply = multipart(first ? concat(title, file) : concat(file, title));
            assertThat(reply.status()).isEqualTo(201);
            JsonNode view = reply.json();
            assertThat(reply.header("Location")).isEqualTo("/api/v1/uploads/" + view.path("uploadId").asString());
            assertThat(view.path("state").asString()).isEqualTo("stored");
            assertThat(view.path("title").asString()).isEqualTo("Our \u00e9t\u00e9");
            assertThat(view.path("fileName").asString()).isEqualTo("\u00e9t\u00e9.mp4");
            assertThat(view.path("sha256").asString()).isEqualTo(Uploader.sha256(clip));
        }
    }

    @Test
    void aFormThatIsNoneIsABadRequestAndLeavesNothing() {
        assertThat(multipart(part("title", null, new byte[] { 'x' })).status()).isEqualTo(400);
        assertThat(multipart(concat(part("file", "a", clip), part("file", "b", clip))).status()).isEqualTo(400);
        assertThat(send("multipart/form-data; boundary=xyz", Arrays.copyOf(part("file", "a", clip), 5000)).status())
            .isEqualTo(400);
        assertThat(send("multipart/form-data; boundary=xyz", "--xyz\r\nContent-Disp".getBytes(StandardCharsets.UTF_8))
            .status()).isEqualTo(400);
        assertThat(send("multipart/form-data; boundary=xyz", new byte[0]).status()).isEqualTo(400);
        assertThat(send("multipart/form-data", clip).status()).isEqualTo(400);
        assertThat(send("video/mp4", clip).status()).isEqualTo(415);
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).isEmpty();
        assertThat(this.client.get("/api/v1/uploads?state=stored").json().path("items")).isEmpty();
    }

    @Test
    void aFormIsRepeatedByItsKeyWithoutASecondUpload() {
        String key = "form-" + System.nanoTime();
        byte[] body = concat(part("file", "a.mp4", clip), "--xyz--\r\n".getBytes(StandardCharsets.US_ASCII));
        String id = null;
        for (int i = 0; i < 2; i++) {
            Reply reply = this.client.send("POST", "/api/v1/uploads", BodyPublishers.ofByteArray(body), "Content-Type",
                    "multipart/form-data; boundary=xyz", "Idempotency-Key", key);
            assertThat(reply.status()).isEqualTo(201);
            assertThat(id).isIn(null, reply.json().path("uploadId").asString());
            id = reply.json().path("uploadId").asString();
        }
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "?cursor=x", "?cursor=dXBsb2FkcyAgMSBh", "?limit=0", "?limit=101", "?limit=x",
            "?state=unknown" })
    void aListThatCannotBeGivenIsABadRequest(String query) {
        Reply reply = this.client.get("/api/v1/uploads" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isNotEmpty();
    }

    @Test
    void pagesHoldEachUploadOnceNewestFirstAndACursorHoldsForItsListOnly() {
        Map<String, Integer> seen = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            this.client.create(10);
        }
        String query = "?limit=3";
        String cursor = null;
        do {
            JsonNode page = this.client.get("/api/v1/uploads" + query + ((cursor != null) ? "&cursor=" + cursor : ""))
                .json();
            page.path("items").forEach((item) -> seen.merge(item.path("uploadId").asString(), 1, Integer::sum));
            cursor = page.path("nextCursor").asString(null);
            if (cursor != null) {
                assertThat(this.client.get("/api/v1/uploads?state=open&cursor=" + cursor).problem())
                    .isEqualTo("invalid-page");
            }
        }
        while (cursor != null);
        assertThat(seen).hasSize(7).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    private Reply form(String name, byte[] content) {
        return send("multipart/form-data; boundary=xyz", concat(raw(name, content), end()));
    }

    private Reply multipart(byte[] parts) {
        return send("multipart/form-data; boundary=xyz", concat(parts, end()));
    }

    private Reply send(String type, byte[] body) {
        return this.client.send("POST", "/api/v1/uploads", BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private static byte[] part(String name, String fileName, byte[] content) {
        return raw((fileName != null) ? name + "\"; filename=\"" + fileName : name, content);
    }

    private static byte[] raw(String name, byte[] content) {
        byte[] head = ("--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
        return concat(concat(head, content), "\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] end() {
        return "--xyz--\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    /** The bytes go after the verdict is known. */
    private void assertNothingLeft(String id) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(this.media.staged(id)).doesNotExist());
        assertThat(this.media.source(id)).doesNotExist();
    }

    private static byte[] file(String kind) throws Exception {
        return switch (kind) {
            case "text" -> "I am no film.\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
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

    /** The clip's header made to say 100 000 × 100 000, in its track and in its codec. */
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
        // Without its parameter sets the codec cannot contradict the header.
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

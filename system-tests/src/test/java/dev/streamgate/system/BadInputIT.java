/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Invalid files and requests are rejected with a reason and leave no files behind.
 */
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class BadInputIT {

    private final Stack stack = Stack.running();

    private final GatewayUser creator = GatewayUser.register(this.stack);

    @Test
    void aTextNamedMp4IsRejected(@TempDir Path folder) throws Exception {
        assertRejected(Files.writeString(folder.resolve("text.mp4"), "not a video\n".repeat(1000)));
    }

    @Test
    void aTruncatedMp4IsRejected(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(Media.clip(folder, "whole.mp4", 3));
        assertRejected(Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2)));
    }

    @Test
    void aPictureOfFourThousandMegapixelsIsRejected(@TempDir Path folder) throws Exception {
        Path small = Clips.clip()
            .size("16x16")
            .seconds(1)
            .silent()
            .video("-c:v", "rawvideo", "-pix_fmt", "rgb24")
            .write(folder.resolve("small.mov"));
        byte[] whole = Files.readAllBytes(small);
        int entry = indexOf(whole, "raw ", indexOf(whole, "stsd", 0));
        Arrays.fill(whole, entry + 28, entry + 32, (byte) 0xff);
        assertRejected(Files.write(folder.resolve("huge.mov"), whole));
    }

    @Test
    void aPathInAFileNameIsOnlyAName(@TempDir Path folder) throws Exception {
        Path clip = Media.clip(folder, "clip.mp4", 1);
        var created = this.creator.post("/api/v1/uploads/sessions",
                Map.of("fileName", "../../../etc/passwd", "size", Files.size(clip)));
        assertThat(created.status()).isIn(201, 400);
        assertThat(Files.exists(this.stack.directory().resolve("etc"))).isFalse();
    }

    @Test
    void anInvalidRequestIsAProblemWithAReason() {
        var large = this.creator.post("/api/v1/contents", Map.of("title", "x".repeat(10 << 20)));
        assertThat(large.status()).isEqualTo(413);
        assertProblem(large.text());
        var type = this.creator.post("/api/v1/contents", Map.of("title", Map.of("a", 1)));
        assertThat(type.status()).isEqualTo(400);
        assertThat(type.text()).contains("title");
        assertProblem(type.text());
        var cursor = this.creator.get("/api/v1/contents?cursor=made-up");
        assertThat(cursor.status()).isEqualTo(400);
        assertProblem(cursor.text());
        var unknown = this.creator.get("/api/v1/nothing/here");
        assertThat(unknown.status()).isEqualTo(404);
        assertProblem(unknown.text());
    }

    private static void assertProblem(String body) {
        assertThat(body).contains("urn:streamgate:problem:", "\"traceId\"")
            .doesNotContain("Exception", "dev.streamgate");
    }

    private void assertRejected(Path file) throws Exception {
        String id = this.creator.upload(file, 1 << 20);
        JsonNode upload = this.creator.awaitUpload(id, (seen) -> "rejected".equals(seen.path("state").asString()));
        assertThat(upload.path("error").asString()).isNotBlank().doesNotContain(this.stack.directory().toString());
        assertThat(this.stack.directory().resolve("media").resolve("uploads").resolve(id)).doesNotExist();
    }

    private static int indexOf(byte[] bytes, String type, int from) throws IOException {
        byte[] wanted = type.getBytes(StandardCharsets.US_ASCII);
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IOException("No box of type " + type);
    }

}

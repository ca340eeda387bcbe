/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The core protocol of tus 1.0.0: HEAD, PATCH, OPTIONS, versions and offsets. */
@UploadServiceTest
class TusCoreIT {

    private static final byte[] BYTES = UploadClient.randomBytes(100_000);

    private final UploadClient client;

    private final UploadTestConfiguration.MediaDirectory media;

    @Autowired
    TusCoreIT(UploadClient client, UploadTestConfiguration.MediaDirectory media) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
        this.media = media;
    }

    @Test
    void optionsDescribeTheServerWithoutAuthentication() {
        Reply reply = this.client.anonymous().send("OPTIONS", UploadClient.TUS, BodyPublishers.noBody());
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(reply.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(reply.header("Tus-Extension").split(",")).containsExactlyInAnyOrder("creation",
                "creation-with-upload", "creation-defer-length", "termination", "checksum", "expiration",
                "concatenation");
        assertThat(reply.header("Tus-Max-Size")).isEqualTo(Long.toString(64L << 20));
        assertThat(reply.header("Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.2.2", "2.0.0", "" })
    void anotherVersionIsRejectedWithTheSupportedOne(String version) {
        Reply reply = this.client.send("POST", UploadClient.TUS, BodyPublishers.noBody(), "Tus-Resumable", version,
                "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(reply.problem()).isEqualTo("unsupported-tus-version");
    }

    @Test
    void aRequestWithoutAVersionIsRejected() {
        String path = this.client.create(10);
        Reply reply = this.client.send("PATCH", path, BodyPublishers.ofByteArray(new byte[10]), "Upload-Offset", "0",
                "Content-Type", UploadClient.BYTES);
        assertThat(reply.status()).isEqualTo(412);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void aPatchAtAnotherOffsetIsAConflictWithTheCurrentOffset() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        for (long offset : new long[] { 0, 9, 11, 100_000 }) {
            Reply reply = this.client.patch(path, offset, Arrays.copyOf(BYTES, 5));
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("upload-offset-conflict");
            assertThat(reply.json().path("offset").asLong()).isEqualTo(10);
            assertThat(reply.header("Upload-Offset")).isEqualTo("10");
        }
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/octet-stream", "application/x-www-form-urlencoded", "video/mp4" })
    void aPatchWithAnotherContentTypeIsRejected(String type) {
        String path = this.client.create(10);
        Reply reply = this.client.tus("PATCH", path, new byte[10], "Upload-Offset", "0", "Content-Type", type);
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.problem()).isEqualTo("unsupported-media-type");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-1", "x" })
    void aPatchWithoutAnOffsetIsABadRequest(String offset) {
        String path = this.client.create(10);
        Reply reply = this.client.tus("PATCH", path, new byte[10], "Upload-Offset", offset, "Content-Type",
                UploadClient.BYTES);
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void bytesBeyondTheLengthAreRejectedBeforeTheyAreRead() throws Exception {
        String path = this.client.create(10);
        Reply reply = this.client.patch(path, 0, new byte[11]);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("upload-length-exceeded");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
        assertThat(this.media.staged(UploadClient.id(path))).hasSize(0);
    }

    @Test
    void bytesBeyondTheLengthAreDiscardedWithoutAContentLength() {
        String path = this.client.create(100);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 40));
        Reply reply = this.client.send("PATCH", path,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BYTES, 40, 61)), "Tus-Resumable",
                "1.0.0", "Upload-Offset", "40", "Content-Type", UploadClient.BYTES);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("40");
        Reply exact = this.client.send("PATCH", path,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BYTES, 40, 60)), "Tus-Resumable",
                "1.0.0", "Upload-Offset", "40", "Content-Type", UploadClient.BYTES);
        assertThat(exact.header("Upload-Offset")).isEqualTo("100");
    }

    @Test
    void anInterruptedPatchKeepsTheReceivedBytes() throws Exception {
        String path = this.client.create(100_000);
        try (Socket socket = this.client.startPatch(path, 0, 100_000)) {
            UploadClient.write(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(UploadClient.id(path)) == 30_000);
        }
        Awaitility.await().until(() -> "30000".equals(this.client.head(path).header("Upload-Offset")));
        assertThat(this.client.patch(path, 30_000, Arrays.copyOfRange(BYTES, 30_000, 100_000)).status()).isEqualTo(204);
        assertThat(this.client.awaitEnd(UploadClient.id(path)).path("state").asString()).isEqualTo("rejected");
    }

    @Test
    void aConcurrentPatchIsLockedAndHeadReturnsTheDurableOffset() throws Exception {
        String path = this.client.create(100_000);
        try (Socket socket = this.client.startPatch(path, 0, 100_000)) {
            UploadClient.write(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(UploadClient.id(path)) == 30_000);
            Reply second = this.client.patch(path, 0, BYTES);
            assertThat(second.status()).isEqualTo(423);
            assertThat(second.problem()).isEqualTo("upload-locked");
            assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
            UploadClient.write(socket, Arrays.copyOfRange(BYTES, 30_000, 100_000));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 204");
        }
    }

    @Test
    void theLastPatchIsRepeatable() {
        String path = this.client.create(10);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        Reply repeated = this.client.patch(path, 10, new byte[0]);
        assertThat(repeated.status()).isEqualTo(204);
        assertThat(repeated.header("Upload-Offset")).isEqualTo("10");
        assertThat(this.client.patch(path, 10, new byte[1]).status()).isEqualTo(413);
        assertThat(this.client.patch(path, 0, new byte[10]).status()).isEqualTo(409);
    }

    @Test
    void clientsLimitedToPostCanOverrideTheMethod() {
        String path = this.client.create(100_000);
        Reply patched = this.client.tus("POST", path, Arrays.copyOf(BYTES, 10), "X-HTTP-Method-Override", "PATCH",
                "Upload-Offset", "0", "Content-Type", UploadClient.BYTES);
        assertThat(patched.status()).isEqualTo(204);
        assertThat(patched.header("Upload-Offset")).isEqualTo("10");
        assertThat(this.client.tus("POST", path, null, "X-HTTP-Method-Override", "DELETE").status()).isEqualTo(204);
    }

    @Test
    void aPatchThatExpects100ContinueIsRejectedBeforeItsBody() throws Exception {
        String path = this.client.create(10);
        try (Socket socket = this.client.startPatch(path, 0, 11, "Expect: 100-continue")) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 413");
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.Socket;
import java.util.Arrays;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The checksum extension of tus 1.0.0. */
@UploadServiceTest
class TusChecksumIT {

    private static final byte[] BYTES = UploadClient.randomBytes(100_000);

    private final UploadClient client;

    private final UploadTestConfiguration.MediaDirectory media;

    @Autowired
    TusChecksumIT(UploadClient client, UploadTestConfiguration.MediaDirectory media) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
        this.media = media;
    }

    @ParameterizedTest
    @ValueSource(strings = { "sha1:SHA-1", "sha256:SHA-256" })
    void bytesThatDoNotMatchTheirChecksumAreDiscarded(String algorithm) {
        String name = algorithm.split(":")[0];
        byte[] first = Arrays.copyOf(BYTES, 50_000);
        byte[] rest = Arrays.copyOfRange(BYTES, 50_000, 100_000);
        String path = this.client.create(100_000);
        String right = name + " " + UploadClient.base64(algorithm.split(":")[1], first);
        assertThat(this.client.patch(path, 0, first, "Upload-Checksum", right).status()).isEqualTo(204);
        Reply wrong = this.client.patch(path, 50_000, rest, "Upload-Checksum", right);
        assertThat(wrong.status()).isEqualTo(460);
        assertThat(wrong.problem()).isEqualTo("checksum-mismatch");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("50000");
        assertThat(this.media.staged(UploadClient.id(path))).hasSize(50_000);
        String restSum = name + " " + UploadClient.base64(algorithm.split(":")[1], rest);
        assertThat(this.client.patch(path, 50_000, rest, "Upload-Checksum", restSum).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = { "md5 AAAA", "sha1", "sha1 ???", "sha1 AAAA", "sha256 2jmj7l5rSw0yVb/vlWAYkK/YBwk=" })
    void aMalformedOrUnsupportedChecksumIsABadRequest(String checksum) {
        String path = this.client.create(10);
        assertThat(this.client.patch(path, 0, new byte[10], "Upload-Checksum", checksum).status()).isEqualTo(400);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void anInterruptedPatchWithAChecksumKeepsNothing() throws Exception {
        String path = this.client.create(100_000);
        String checksum = "sha1 " + UploadClient.base64("SHA-1", BYTES);
        try (Socket socket = this.client.startPatch(path, 0, 100_000, "Upload-Checksum: " + checksum)) {
            UploadClient.write(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(UploadClient.id(path)) == 30_000);
        }
        Awaitility.await().until(() -> this.media.stagedSize(UploadClient.id(path)) == 0);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

}

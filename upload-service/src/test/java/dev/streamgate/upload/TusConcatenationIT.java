/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The concatenation extension of tus 1.0.0. */
@UploadServiceTest
class TusConcatenationIT {

    private static final byte[] BYTES = UploadClient.randomBytes(100_000);

    private final UploadClient client;

    @Autowired
    TusConcatenationIT(UploadClient client) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
    }

    @Test
    void aFinalUploadConcatenatesItsPartsInOrder() {
        String second = this.client.create(60_000, "Upload-Concat", "partial");
        String first = this.client.create(40_000, "Upload-Concat", "partial");
        assertThat(this.client.head(first).header("Upload-Concat")).isEqualTo("partial");
        this.client.patch(first, 0, Arrays.copyOf(BYTES, 40_000));
        String concat = "final;" + first + " " + this.client.uri(second);
        Reply early = this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", concat);
        assertThat(early.status()).isEqualTo(409);
        this.client.patch(second, 0, Arrays.copyOfRange(BYTES, 40_000, 100_000));
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).isEmpty();
        assertThat(this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", concat, "Upload-Length", "100000")
            .status()).isEqualTo(400);
        Reply concatenated = this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", concat);
        assertThat(concatenated.status()).isEqualTo(201);
        String path = concatenated.header("Location");
        assertThat(this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", concat).header("Location"))
            .isEqualTo(path);
        assertThat(this.client.head(path).header("Upload-Length")).isEqualTo("100000");
        assertThat(this.client.head(path).header("Upload-Concat")).startsWith("final;" + first);
        assertThat(this.client.patch(path, 0, BYTES).status()).isEqualTo(403);
        assertThat(this.client.awaitEnd(UploadClient.id(path)).path("sha256").asString()).isEmpty();
    }

    @Test
    void aPartBelongsToOneFinalUploadOnce() {
        String first = part(40_000);
        String second = part(60_000);
        Reply repeated = concatenate((first + " ").repeat(150).strip());
        assertThat(repeated.status()).isEqualTo(400);
        assertThat(concatenate(first).status()).isEqualTo(201);
        Reply again = concatenate(second + " " + first);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("upload-part-used");
        assertThat(concatenate(second).status()).as("the part that was free").isEqualTo(201);
    }

    private String part(int size) {
        String path = this.client.create(size, "Upload-Concat", "partial");
        this.client.patch(path, 0, Arrays.copyOf(BYTES, size));
        return path;
    }

    private Reply concatenate(String parts) {
        return this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", "final;" + parts);
    }

    @Test
    void onlyOwnCompletePartialUploadsCanBeConcatenated() {
        String whole = this.client.create(10);
        String foreign = this.client.as("zoe", "creator").create(10, "Upload-Concat", "partial");
        for (String part : List.of(whole, foreign, UploadClient.TUS + "/aaaaaaaaaaaaaaaaaaaaaaaaaa")) {
            Reply reply = this.client.tus("POST", UploadClient.TUS, null, "Upload-Concat", "final;" + part);
            assertThat(reply.status()).isEqualTo(400);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Access to uploads by owner, operators, other users and anonymous callers. */
@UploadServiceTest
class UploadAccessIT {

    private final UploadClient client;

    @Autowired
    UploadAccessIT(UploadClient client) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
    }

    @Test
    void otherUsersCannotAccessAnUpload() {
        String path = this.client.create(10);
        UploadClient other = this.client.as("eve", "creator");
        assertThat(other.head(path).status()).isEqualTo(404);
        assertThat(other.patch(path, 0, new byte[10]).status()).isEqualTo(404);
        assertThat(other.tus("DELETE", path, null).status()).isEqualTo(404);
        assertThat(other.get("/api/v1/uploads/" + UploadClient.id(path)).status()).isEqualTo(404);
        assertThat(other.head(UploadClient.TUS + "/..%2f..%2fetc").status()).isIn(400, 404);
        UploadClient operator = this.client.as("op", "operator");
        assertThat(operator.head(path).status()).isEqualTo(200);
        assertThat(operator.patch(path, 0, new byte[10]).status()).isEqualTo(403);
        assertThat(this.client.anonymous().head(path).status()).isEqualTo(401);
        assertThat(this.client.anonymous().head(path).header("Tus-Resumable")).isEqualTo("1.0.0");
    }

    @Test
    void viewersCannotUpload() {
        Reply reply = this.client.as("vic", "viewer").tus("POST", UploadClient.TUS, null, "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("forbidden");
    }

}

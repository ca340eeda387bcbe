/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The disk has less free space than its reserve. */
@UploadServiceTest
@TestPropertySource(properties = "streamgate.upload.disk-reserve=1000TB")
class FullDiskIT {

    private final UploadClient client;

    @Autowired
    FullDiskIT(UploadClient client) {
        this.client = client;
    }

    @Test
    void uploadsAreRejectedWithoutFreeDiskSpace() {
        Reply tus = this.client.tus("POST", UploadClient.TUS, null, "Upload-Length", "10");
        assertThat(tus.status()).isEqualTo(507);
        assertThat(tus.problem()).isEqualTo("out-of-space");
        Reply chunks = this.client.json("POST", "/api/v1/uploads/sessions", "{\"fileName\":\"a\",\"size\":10}");
        assertThat(chunks.status()).isEqualTo(507);
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).isEmpty();
    }

}

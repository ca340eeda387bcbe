/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that stops sending and keeps the connection open. */
@UploadServiceTest
@TestPropertySource(properties = "server.tomcat.connection-timeout=500ms")
class SlowBodyIT {

    private final UploadClient client;

    @Autowired
    SlowBodyIT(UploadClient client) {
        this.client = client;
    }

    @Test
    void aStalledBodyTimesOutAndTheReceivedBytesAreKept() throws Exception {
        String path = this.client.create(1000);
        try (Socket socket = this.client.startPatch(path, 0, 1000)) {
            UploadClient.write(socket, "0123456789".getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 408").contains("application/problem+json", "Tus-Resumable: 1.0.0");
        }
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

}

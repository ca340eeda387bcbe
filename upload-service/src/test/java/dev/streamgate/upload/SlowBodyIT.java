/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that stops to send without going away. */
@UploadServiceTest
@TestPropertySource(properties = "server.tomcat.connection-timeout=500ms")
class SlowBodyIT {

    private final Uploader client;

    @Autowired
    SlowBodyIT(Uploader client) {
        this.client = client;
    }

    @Test
    void aBodyThatStallsEndsWithATimeoutAndWhatCameIsKept() throws Exception {
        String path = this.client.create(1000);
        try (Socket socket = new Socket("127.0.0.1", this.client.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(String
                .join("\r\n", "PATCH " + path + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0",
                        "Authorization: Bearer " + this.client.token(), "Upload-Offset: 0", "Content-Length: 1000",
                        "Content-Type: " + Uploader.BYTES, "", "0123456789")
                .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 408").contains("application/problem+json", "Tus-Resumable: 1.0.0");
        }
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

}

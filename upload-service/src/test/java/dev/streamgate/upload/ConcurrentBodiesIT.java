/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@UploadServiceTest
@TestPropertySource(properties = "streamgate.upload.bodies.per-user=3")
class ConcurrentBodiesIT {

    private final UploadClient client;

    @Autowired
    ConcurrentBodiesIT(UploadClient client) {
        this.client = client;
    }

    @Test
    void aUserSendsItsShareOfBodiesAtOnceAndOthersAreServed() throws Exception {
        List<Socket> bodies = new ArrayList<>();
        String next = this.client.create(10);
        for (int i = 0; i < 3; i++) {
            Socket body = this.client.startPatch(this.client.create(1000), 0, 1000, "Expect: 100-continue");
            bodies.add(body);
            assertThat(new String(body.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 100");
        }
        assertThat(patch(this.client, next)).satisfies((reply) -> {
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.header("Retry-After")).isEqualTo("5");
            assertThat(reply.json().path("type").asString()).isEqualTo("urn:streamgate:problem:rate-limited");
        });
        assertThat(this.client.head(next).header("Upload-Offset")).isEqualTo("0");
        UploadClient other = this.client.as("another-user", "creator");
        assertThat(patch(other, other.create(10)).status()).isEqualTo(204);
        UploadClient.write(bodies.getFirst(), "x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        assertThat(read(bodies.getFirst(), "HTTP/1.1 204")).contains("HTTP/1.1 204");
        assertThat(patch(this.client, next).status()).isEqualTo(204);
        for (Socket body : bodies) {
            body.close();
        }
    }

    private static String read(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static Reply patch(UploadClient client, String path) {
        return client.send("PATCH", path, BodyPublishers.ofString("0123456789"), "Tus-Resumable", "1.0.0",
                "Upload-Offset", "0", "Content-Type", UploadClient.BYTES);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Files larger than the heap. */
class MemoryIT {

    private static final long SIZE = 224L << 20;

    @TempDir
    Path folder;

    @Test
    void filesLargerThanTheHeapAreReceivedByTusAndAsAForm() throws Exception {
        LargeClip file = new LargeClip(
                Files.readAllBytes(Clips.clip().seconds(1).write(this.folder.resolve("clip.mp4"))), SIZE);
        try (ForkedService service = new ForkedService(this.folder, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError",
                "-XX:MaxDirectMemorySize=32m")) {
            UploadClient client = service.client();
            String path = client.create(SIZE);
            Reply patched = client.send("PATCH", path,
                    BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(file::open), SIZE), "Tus-Resumable",
                    "1.0.0", "Upload-Offset", "0", "Content-Type", UploadClient.BYTES);
            assertThat(patched.status()).isEqualTo(204);
            JsonNode view = client.awaitEnd(UploadClient.id(path));
            assertThat(view.path("state").asString()).isEqualTo("stored");
            assertThat(view.path("sha256").asString()).isEqualTo(file.sha256());
            Reply posted = client.send("POST", "/api/v1/uploads",
                    BodyPublishers.concat(BodyPublishers
                        .ofString("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\n"),
                            BodyPublishers.ofInputStream(file::open), BodyPublishers.ofString("\r\n--xyz--\r\n")),
                    "Content-Type", "multipart/form-data; boundary=xyz");
            assertThat(posted.status()).isEqualTo(201);
            assertThat(posted.json().path("sha256").asString()).isEqualTo(view.path("sha256").asString());
        }
    }

}

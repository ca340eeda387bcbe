/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongConsumer;

import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * A resumable upload by tus 1.0.0, in chunks. When a chunk fails, the server is asked how
 * far it got, and the upload goes on from there.
 */
final class TusUpload {

    private static final int CHUNK_BYTES = 8 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int NO_CONTENT = 204;

    private static final int CONFLICT = 409;

    private static final int LOCKED = 423;

    private static final int SERVER_ERRORS = 500;

    private final Gateway gateway;

    private final DemoUser user;

    TusUpload(Gateway gateway, DemoUser user) {
        this.gateway = gateway;
        this.user = user;
    }

    /**
     * Uploads a file.
     * @param progress told how many bytes the server has
     * @return the upload's id
     */
    String send(Path file, LongConsumer progress) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            String name = file.getFileName().toString();
            HttpResponse<byte[]> created = Gateway.expectSuccess(
                    this.gateway.send(request("/api/v1/uploads/tus").header("Upload-Length", Long.toString(size))
                        .header("Upload-Metadata", "filename " + base64(name) + ",title " + base64(name))
                        .POST(BodyPublishers.noBody())
                        .build()));
            String location = created.headers()
                .firstValue("Location")
                .map((text) -> this.gateway.resolve("/api/v1/uploads/tus").resolve(text).getPath())
                .orElseThrow(() -> new LaunchFailure("The suite did not say where the upload is"));
            long offset = 0;
            while (offset < size) {
                offset = patch(location, channel, offset).orElseGet(() -> askUntilAnswered(location));
                progress.accept(offset);
            }
            return location.substring(location.lastIndexOf('/') + 1);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + file, ex);
        }
    }

    /** The new offset; empty when it is not known how far the server got. */
    private Optional<Long> patch(String location, FileChannel channel, long offset) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, channel.size() - offset));
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, offset + chunk.position()) < 0) {
                throw new IOException("it became shorter meanwhile");
            }
        }
        HttpResponse<byte[]> response;
        try {
            response = this.gateway.send(request(location).header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(chunk.array()))
                .build());
        }
        catch (LaunchFailure ex) {
            return Optional.empty();
        }
        int status = response.statusCode();
        if (status == CONFLICT || status == LOCKED || status >= SERVER_ERRORS) {
            return Optional.empty();
        }
        Gateway.expectSuccess(response);
        return Optional.of((status == NO_CONTENT) ? offsetOf(response) : offset);
    }

    private long askUntilAnswered(String location) {
        return Poll.until(PATIENCE, PAUSE, () -> {
            try {
                HttpResponse<byte[]> response = this.gateway
                    .send(request(location).method("HEAD", BodyPublishers.noBody()).build());
                boolean later = response.statusCode() == LOCKED || response.statusCode() >= SERVER_ERRORS;
                return later ? Optional.<Long>empty() : Optional.of(offsetOf(Gateway.expectSuccess(response)));
            }
            catch (LaunchFailure ex) {
                return Optional.empty();
            }
        }).orElseThrow(() -> new LaunchFailure("The upload broke off and the suite did not come back"));
    }

    private HttpRequest.Builder request(String path) {
        return this.gateway.request(path)
            .header("Tus-Resumable", "1.0.0")
            .header("Authorization", "Bearer " + this.user.token());
    }

    private static long offsetOf(HttpResponse<byte[]> response) {
        return response.headers()
            .firstValueAsLong("Upload-Offset")
            .orElseThrow(() -> new LaunchFailure("The suite did not say how far the upload is"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}

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
 * A resumable upload by tus 1.0.0, in chunks. After a failed chunk it requests the
 * server's offset and continues there.
 */
final class TusUpload {

    private static final int CHUNK_BYTES = 8 * 1024 * 1024;

    private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private static final int NO_CONTENT = 204;

    private static final int CONFLICT = 409;

    private static final int REQUEST_TIMEOUT = 408;

    private static final int LOCKED = 423;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int FIRST_SERVER_ERROR_STATUS = 500;

    private final GatewayClient gateway;

    private final DemoUser user;

    TusUpload(GatewayClient gateway, DemoUser user) {
        this.gateway = gateway;
        this.user = user;
    }

    /**
     * Uploads a file.
     * @param file the file
     * @param progress receives the number of bytes that the server has stored
     * @return the upload's id
     */
    String send(Path file, LongConsumer progress) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            String name = file.getFileName().toString();
            HttpResponse<byte[]> created = GatewayClient.expectSuccess(
                    this.gateway.send(request("/api/v1/uploads/tus").header("Upload-Length", Long.toString(size))
                        .header("Upload-Metadata", "filename " + base64(name) + ",title " + base64(name))
                        .POST(BodyPublishers.noBody())
                        .build()));
            String location = created.headers()
                .firstValue("Location")
                .map((text) -> this.gateway.resolve("/api/v1/uploads/tus").resolve(text).getPath())
                .orElseThrow(() -> new LaunchFailure("The reply to POST /api/v1/uploads/tus has no Location header"));
            long offset = 0;
            while (offset < size) {
                offset = patch(location, channel, offset).orElseGet(() -> awaitOffset(location));
                progress.accept(offset);
            }
            return location.substring(location.lastIndexOf('/') + 1);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + file, ex);
        }
    }

    /** The new offset; empty if the server's offset is unknown. */
    private Optional<Long> patch(String location, FileChannel channel, long offset) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, channel.size() - offset));
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, offset + chunk.position()) < 0) {
                throw new IOException("the file was truncated during the upload");
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
        if (status == CONFLICT || isTemporary(status)) {
            return Optional.empty();
        }
        GatewayClient.expectSuccess(response);
        return Optional.of((status == NO_CONTENT) ? offsetOf(response) : offset);
    }

    private long awaitOffset(String location) {
        return Poll.until(RESUME_TIMEOUT, RETRY_INTERVAL, () -> {
            try {
                HttpResponse<byte[]> response = this.gateway
                    .send(request(location).method("HEAD", BodyPublishers.noBody()).build());
                return isTemporary(response.statusCode()) ? Optional.<Long>empty()
                        : Optional.of(offsetOf(GatewayClient.expectSuccess(response)));
            }
            catch (LaunchFailure ex) {
                return Optional.empty();
            }
        })
            .orElseThrow(() -> new LaunchFailure("The upload was interrupted and the suite did not reply within "
                    + RESUME_TIMEOUT.toSeconds() + " s. Check ./streamgate status"));
    }

    private static boolean isTemporary(int status) {
        return status == LOCKED || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS
                || status >= FIRST_SERVER_ERROR_STATUS;
    }

    private HttpRequest.Builder request(String path) {
        return this.gateway.request(path)
            .header("Tus-Resumable", "1.0.0")
            .header("Authorization", "Bearer " + this.user.token());
    }

    private static long offsetOf(HttpResponse<byte[]> response) {
        return response.headers()
            .firstValueAsLong("Upload-Offset")
            .orElseThrow(() -> new LaunchFailure("The reply of the upload has no Upload-Offset header"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}

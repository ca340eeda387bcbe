/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;
import dev.streamgate.testing.security.TestTokens;

/** A client of the service that gives tests full control of a request. Immutable. */
final class UploadClient {

    static final String TUS = "/api/v1/uploads/tus";

    static final String BYTES = "application/offset+octet-stream";

    private final TestHttpClient http = new TestHttpClient(() -> uri(""));

    private final Environment environment;

    private final String token;

    UploadClient(Environment environment) {
        this(environment, TestTokens.user("ann", "creator"));
    }

    private UploadClient(Environment environment, String token) {
        this.environment = environment;
        this.token = token;
    }

    /** A client of another user. */
    UploadClient as(String user, String... roles) {
        return new UploadClient(this.environment, TestTokens.user(user, roles));
    }

    /** A client without authentication. */
    UploadClient anonymous() {
        return new UploadClient(this.environment, null);
    }

    int port() {
        return this.environment.getRequiredProperty("local.server.port", Integer.class);
    }

    String token() {
        return this.token;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Sends a tus request; headers are pairs of name and value. */
    Reply tus(String method, String path, byte[] body, String... headers) {
        return send(method, path, (body != null) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody(),
                with(headers, "Tus-Resumable", "1.0.0"));
    }

    /** Creates a tus upload and returns its path. */
    String create(long length, String... headers) {
        return tus("POST", TUS, null, with(headers, "Upload-Length", Long.toString(length))).expect(201)
            .header("Location");
    }

    Reply patch(String path, long offset, byte[] body, String... headers) {
        return tus("PATCH", path, body, with(headers, "Upload-Offset", Long.toString(offset), "Content-Type", BYTES));
    }

    /**
     * Sends the headers of a PATCH request, whose body the test writes.
     * @param headers further header lines
     */
    Socket startPatch(String path, long offset, long length, String... headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        Stream<String> lines = Stream.of("PATCH " + path + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0",
                "Authorization: Bearer " + this.token, "Upload-Offset: " + offset, "Content-Length: " + length,
                "Content-Type: " + BYTES);
        String head = Stream.concat(lines, Stream.of(headers)).collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        write(socket, head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    Reply head(String path) {
        return tus("HEAD", path, null);
    }

    /** Posts a form. */
    Reply form(MultipartBody body, String... headers) {
        return send("POST", "/api/v1/uploads", BodyPublishers.ofByteArray(body.toByteArray()),
                with(headers, "Content-Type", MultipartBody.CONTENT_TYPE));
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply json(String method, String path, String body) {
        return send(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    Reply send(String method, String path, BodyPublisher body, String... headers) {
        return this.http.withToken(this.token).send(method, path, body, headers);
    }

    /** Waits until the upload is neither open nor verifying. */
    JsonNode awaitEnd(String uploadId) {
        return Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> view(uploadId), (view) -> !view.path("state").asString("").matches("open|verifying"));
    }

    JsonNode view(String uploadId) {
        return get("/api/v1/uploads/" + uploadId).json();
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of the bytes in base64. */
    static String base64(String algorithm, byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }

    /** The same bytes for the same length. */
    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Stream.of(more), Stream.of(headers)).toArray(String[]::new);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.upload.session.UploadKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client of all uploads. It checks each response against what it knows, and learns
 * from it.
 */
final class SimulatedClient {

    private static final String TUS = "/api/v1/uploads/tus";

    private static final String SESSIONS = "/api/v1/uploads/sessions";

    private final InstantSource clock;

    private final UploadProcess process;

    /** Whether requests may fail for reasons that are not the client's. */
    private final boolean faulty;

    SimulatedClient(UploadProcess process, InstantSource clock, boolean faulty) {
        this.process = process;
        this.clock = clock;
        this.faulty = faulty;
    }

    /**
     * Creates an upload, or repeats its creation after a lost response.
     * @param withBytes number of bytes that the creation carries
     * @return false if it is certain that it was not created
     */
    boolean create(ModelledUpload upload, int withBytes) {
        upload.active((upload.isAttempted()) ? upload.activity() : this.clock.instant());
        UploadRequest request = (upload.kind() == UploadKind.CHUNKS) ? createChunked(upload) : createTus(upload);
        if (withBytes > 0) {
            upload.sends(withBytes);
            request.bytes(upload.bytes(0, withBytes, false));
        }
        UploadResponse response = this.process.send(request);
        if (response.status() == 201) {
            String id = (upload.kind() == UploadKind.CHUNKS) ? JsonPath.read(response.body(), "$.uploadId")
                    : response.id();
            upload.created(id);
            assertThat(upload.parts()).as("parts of %s", upload)
                .allSatisfy((part) -> assertThat(part.sent()).isEqualTo(part.size()));
            if (response.offset() != null) {
                acknowledged(upload, response.offset());
            }
            return true;
        }
        if (response.status() == 409) {
            assertThat(upload.parts()).as("incomplete parts of %s", upload)
                .anySatisfy((part) -> assertThat(part.acknowledged()).isLessThan(part.size()));
        }
        if (response.status() >= 500) {
            checkFailure(upload, response);
            return upload.kind() != UploadKind.CHUNKS;
        }
        assertThat(response.status()).as("%s is not created: %s", upload, response).isIn(400, 409, 410);
        assertThat(upload.parts()).isNotEmpty();
        return false;
    }

    private static UploadRequest createTus(ModelledUpload upload) {
        List<String> headers = new ArrayList<>(List.of("Idempotency-Key", "k" + upload.number()));
        if (upload.kind() == UploadKind.FINAL) {
            headers.addAll(List.of("Upload-Concat",
                    "final;" + upload.parts()
                        .stream()
                        .map((part) -> TUS + "/" + part.requireId())
                        .collect(Collectors.joining(" "))));
        }
        else {
            headers.addAll(List.of("Upload-Length", Integer.toString(upload.size())));
        }
        if (upload.kind() == UploadKind.PARTIAL) {
            headers.addAll(List.of("Upload-Concat", "partial"));
        }
        else {
            headers.addAll(List.of("Upload-Metadata",
                    "contentId " + base64(("c" + upload.number() % 3).getBytes(StandardCharsets.US_ASCII))));
        }
        return new UploadRequest("POST", TUS, headers.toArray(String[]::new));
    }

    private static UploadRequest createChunked(ModelledUpload upload) {
        UploadRequest request = new UploadRequest("POST", SESSIONS);
        request.bytes("{\"fileName\":\"a.mp4\",\"size\":%d,\"chunkSize\":%d}"
            .formatted(upload.size(), ModelledUpload.CHUNK_SIZE)
            .getBytes(StandardCharsets.US_ASCII));
        request.setContentType("application/json");
        return request;
    }

    /** Sends bytes in one of the ways of a client. */
    void append(ModelledUpload upload, Way way, int amount, Runnable interruption) {
        if (upload.kind() == UploadKind.CHUNKS) {
            putChunk(upload, way, amount, interruption);
        }
        else if (upload.kind() != UploadKind.FINAL) {
            patch(upload, way, amount, interruption);
        }
    }

    private void patch(ModelledUpload upload, Way way, int amount, Runnable interruption) {
        long offset = upload.acknowledged() + ((way == Way.AT_WRONG_OFFSET) ? 1 + amount % 3 : 0);
        boolean rest = amount % 3 == 0;
        long until = Math.min(upload.size(), offset + (rest ? upload.size() : amount % 9));
        boolean damaged = way == Way.WITH_WRONG_CHECKSUM && until > offset;
        byte[] right = upload.bytes(Math.min(offset, until), until, false);
        byte[] bytes = upload.bytes(Math.min(offset, until), until, damaged);
        List<String> headers = new ArrayList<>(List.of("Upload-Offset", Long.toString(offset)));
        if (way == Way.CHECKED || damaged) {
            headers.addAll(List.of("Upload-Checksum", "sha256 " + base64(sha256(right))));
        }
        UploadRequest request = new UploadRequest("PATCH", TUS + "/" + upload.requireId(),
                headers.toArray(String[]::new));
        body(request, way, bytes, interruption);
        if (way == Way.PLAIN || way == Way.CHECKED || way == Way.BROKEN || way == Way.CONCURRENT) {
            upload.sends(until);
        }
        UploadResponse response = this.process.send(request);
        switch (response.status()) {
            case 204 -> {
                assertThat(way == Way.BROKEN && bytes.length > 0).as("half a body of %s is accepted", upload).isFalse();
                assertThat(damaged).as("damaged bytes of %s are accepted", upload).isFalse();
                assertThat(response.offset()).isEqualTo(Long.toString(Math.max(offset, until)));
                acknowledged(upload, response.offset());
                upload.active(this.clock.instant());
            }
            case 409 -> acknowledged(upload, response.offset());
            case 413 -> assertThat(way).as("%s: %s", upload, response).isEqualTo(Way.AT_WRONG_OFFSET);
            case 460 -> assertThat(damaged).as("the checksum of %s", upload).isTrue();
            default -> checkOther(upload, response, way);
        }
    }

    private void putChunk(ModelledUpload upload, Way way, int amount, Runnable interruption) {
        if (upload.chunks().size() == upload.chunkCount() && way != Way.CONCURRENT) {
            complete(upload);
            return;
        }
        int chunk = nextChunk(upload, amount);
        long from = (long) chunk * ModelledUpload.CHUNK_SIZE;
        boolean damaged = way == Way.WITH_WRONG_CHECKSUM;
        byte[] right = upload.bytes(from, from + ModelledUpload.CHUNK_SIZE, false);
        UploadRequest request = new UploadRequest("PUT", SESSIONS + "/" + upload.requireId() + "/chunks/" + chunk,
                "Content-Digest", "sha-256=:" + base64(sha256(right)) + ":");
        body(request, way, upload.bytes(from, from + ModelledUpload.CHUNK_SIZE, damaged), interruption);
        UploadResponse response = this.process.send(request);
        if (response.status() == 204) {
            assertThat(damaged || way == Way.BROKEN).as("a damaged chunk of %s is accepted", upload).isFalse();
            upload.chunks().add(chunk);
            upload.active(this.clock.instant());
        }
        else if (response.status() == 400) {
            assertThat(damaged).as("%s: %s", upload, response).isTrue();
        }
        else {
            checkOther(upload, response, way);
        }
    }

    private static int nextChunk(ModelledUpload upload, int amount) {
        int chunk = amount % upload.chunkCount();
        while (amount % 5 != 0 && upload.chunks().contains(chunk) && upload.chunks().size() < upload.chunkCount()) {
            chunk = (chunk + 1) % upload.chunkCount();
        }
        return chunk;
    }

    private void complete(ModelledUpload upload) {
        UploadResponse response = this.process
            .send(new UploadRequest("POST", SESSIONS + "/" + upload.requireId() + "/complete"));
        switch (response.status()) {
            case 200 -> upload.acknowledge(upload.size());
            case 422 -> assertThat(upload.isReadable()).as("%s: %s", upload, response).isFalse();
            default -> checkOther(upload, response, Way.PLAIN);
        }
    }

    private static void body(UploadRequest request, Way way, byte[] bytes, Runnable interruption) {
        switch (way) {
            case BROKEN -> request.brokenAfter(bytes, bytes.length);
            case CONCURRENT -> request.interrupted(bytes, interruption);
            default -> request.bytes(bytes);
        }
    }

    /** Asks for the offset. */
    void head(ModelledUpload upload) {
        if (upload.kind() == UploadKind.CHUNKS) {
            return;
        }
        UploadResponse response = this.process.send(new UploadRequest("HEAD", TUS + "/" + upload.requireId()));
        if (response.status() == 200) {
            if (response.offset() != null) {
                acknowledged(upload, response.offset());
            }
        }
        else {
            checkOther(upload, response, Way.PLAIN);
        }
    }

    void terminate(ModelledUpload upload) {
        upload.terminate(false);
        String path = (upload.kind() == UploadKind.CHUNKS) ? "/api/v1/uploads/" : TUS + "/";
        UploadResponse response = this.process.send(new UploadRequest("DELETE", path + upload.requireId()));
        if (response.status() == 204) {
            upload.terminate(true);
        }
        else if (response.status() == 409 || response.status() == 423) {
            assertThat(upload.state()).as("%s: %s", upload, response).isEqualTo(UploadState.STORED);
        }
        else {
            checkOther(upload, response, Way.PLAIN);
        }
    }

    void verifyAgain(ModelledUpload upload) {
        UploadResponse response = this.process
            .send(new UploadRequest("POST", "/api/v1/uploads/" + upload.requireId() + "/verification"));
        if (response.status() == 202) {
            assertThat(upload.state()).isEqualTo(UploadState.REJECTED);
        }
        else if (response.status() != 409) {
            checkOther(upload, response, Way.PLAIN);
        }
    }

    private void checkOther(ModelledUpload upload, UploadResponse response, Way way) {
        if (response.status() == 410 || response.status() == 404) {
            boolean mayBeGone = upload.isTerminating() || upload.mayHaveExpired(this.clock.instant())
                    || upload.isUsed();
            assertThat(mayBeGone).as("%s is gone: %s", upload, response).isTrue();
        }
        else if (way != Way.BROKEN) {
            checkFailure(upload, response);
        }
    }

    private void checkFailure(ModelledUpload upload, UploadResponse response) {
        assertThat(response.status()).as("%s: %s", upload, response).isIn(500, 503, 507);
        assertThat(this.faulty).as("a failure without a cause of %s: %s", upload, response).isTrue();
    }

    /** An offset never shrinks, and never counts bytes that were not sent. */
    private static void acknowledged(ModelledUpload upload, String offset) {
        assertThat(offset).as("offset of %s", upload).isNotNull();
        assertThat(Long.parseLong(offset)).as("offset of %s", upload).isBetween(upload.acknowledged(), upload.sent());
        upload.acknowledge(Long.parseLong(offset));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** How a client sends bytes. */
    enum Way {

        PLAIN, AT_WRONG_OFFSET, CHECKED, WITH_WRONG_CHECKSUM, BROKEN, CONCURRENT

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The creation extensions of tus 1.0.0: creation, creation-with-upload,
 * creation-defer-length.
 */
@UploadServiceTest
class TusCreationIT {

    private static final byte[] BYTES = UploadClient.randomBytes(100_000);

    private final UploadClient client;

    private final DownstreamStub downstream;

    @Autowired
    TusCreationIT(UploadClient client, DownstreamStub downstream) {
        // Open uploads are limited per user.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
        this.downstream = downstream;
    }

    @Test
    void aCreatedUploadStartsAtZeroAndGrowsWithEachPatch() {
        Reply created = this.client.tus("POST", UploadClient.TUS, null, "Upload-Length", "100000", "Upload-Metadata",
                "filename " + UploadClient.base64("a.mp4") + ",is_draft");
        assertThat(created.status()).isEqualTo(201);
        String path = created.header("Location");
        assertThat(path).matches("/api/v1/uploads/tus/[a-z2-7]{26}");
        assertThat(inFuture(created.header("Upload-Expires"))).isTrue();
        Reply head = this.client.head(path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Upload-Offset")).isEqualTo("0");
        assertThat(head.header("Upload-Length")).isEqualTo("100000");
        assertThat(head.header("Upload-Metadata")).isEqualTo("filename " + UploadClient.base64("a.mp4") + ",is_draft");
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(head.header("Tus-Resumable")).isEqualTo("1.0.0");
        Reply first = this.client.patch(path, 0, Arrays.copyOf(BYTES, 60_000));
        assertThat(first.status()).isEqualTo(204);
        assertThat(first.header("Upload-Offset")).isEqualTo("60000");
        assertThat(inFuture(first.header("Upload-Expires"))).isTrue();
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("60000");
        Reply last = this.client.patch(path, 60_000, Arrays.copyOfRange(BYTES, 60_000, 100_000));
        assertThat(last.header("Upload-Offset")).isEqualTo("100000");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("100000");
        assertThat(this.client.view(UploadClient.id(path)).path("fileName").asString()).isEqualTo("a.mp4");
    }

    static Stream<Arguments> invalidCreations() {
        String good = UploadClient.base64("x");
        return Stream.of(Arguments.arguments(List.of(), 400), Arguments.arguments(List.of("Upload-Length", "-1"), 400),
                Arguments.arguments(List.of("Upload-Length", "ten"), 400),
                Arguments.arguments(List.of("Upload-Length", "0"), 400),
                Arguments.arguments(List.of("Upload-Length", "99999999999999999999"), 400),
                Arguments.arguments(List.of("Upload-Length", Long.toString((64L << 20) + 1)), 413),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Defer-Length", "1"), 400),
                Arguments.arguments(List.of("Upload-Defer-Length", "2"), 400),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Metadata", "filename not-base64!"), 400),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Metadata", "filename /w=="), 400),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Metadata", "a " + good + ",a " + good), 400),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Metadata", "a " + good + ",,"), 400),
                Arguments.arguments(
                        List.of("Upload-Length", "10", "Upload-Metadata", "contentId " + UploadClient.base64("../x")),
                        404),
                Arguments.arguments(
                        List.of("Upload-Length", "10", "Upload-Metadata", "contentId " + UploadClient.base64("none")),
                        404),
                Arguments.arguments(List.of("Upload-Length", "10", "Upload-Concat", "whole"), 400),
                Arguments.arguments(List.of("Upload-Concat", "final;/elsewhere/1"), 400),
                Arguments.arguments(List.of("Upload-Concat", "final;"), 400));
    }

    @ParameterizedTest
    @MethodSource("invalidCreations")
    void anInvalidCreationIsAProblemAndCreatesNothing(List<String> headers, int status) {
        Reply reply = this.client.tus("POST", UploadClient.TUS, null, headers.toArray(String[]::new));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.problem()).isNotEmpty();
        assertThat(reply.json().path("detail").asString()).isNotEmpty();
        assertThat(reply.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).isEmpty();
    }

    @Test
    void theContentOfAnotherUserCannotBeUploadedTo() {
        this.downstream.content("c-of-bob", "bob");
        Reply reply = this.client.tus("POST", UploadClient.TUS, null, "Upload-Length", "10", "Upload-Metadata",
                "contentId " + UploadClient.base64("c-of-bob"));
        assertThat(reply.status()).isEqualTo(404);
        Reply unknown = this.client.tus("POST", UploadClient.TUS, null, "Upload-Length", "10", "Upload-Metadata",
                "contentId " + UploadClient.base64("c-unknown"));
        assertThat(reply.problem()).isEqualTo(unknown.problem());
        assertThat(reply.field("detail")).isEqualTo(unknown.field("detail"));
        Reply own = this.client.as("bob", "creator")
            .tus("POST", UploadClient.TUS, null, "Upload-Length", "10", "Upload-Metadata",
                    "contentId " + UploadClient.base64("c-of-bob"));
        assertThat(own.status()).isEqualTo(201);
    }

    @Test
    void aDeferredLengthIsDeclaredOnceAndIsFinal() {
        Reply created = this.client.tus("POST", UploadClient.TUS, null, "Upload-Defer-Length", "1");
        assertThat(created.status()).isEqualTo(201);
        String path = created.header("Location");
        assertThat(this.client.head(path).header("Upload-Defer-Length")).isEqualTo("1");
        assertThat(this.client.head(path).header("Upload-Length")).isNull();
        assertThat(this.client.patch(path, 0, Arrays.copyOf(BYTES, 60)).status()).isEqualTo(204);
        assertThat(this.client.patch(path, 60, new byte[0], "Upload-Length", "50").status()).isEqualTo(400);
        assertThat(this.client.patch(path, 60, new byte[0], "Upload-Length", Long.toString(65L << 20)).status())
            .isEqualTo(413);
        assertThat(this.client.patch(path, 60, Arrays.copyOf(BYTES, 10), "Upload-Length", "100").status())
            .isEqualTo(204);
        assertThat(this.client.head(path).header("Upload-Length")).isEqualTo("100");
        assertThat(this.client.head(path).header("Upload-Defer-Length")).isNull();
        assertThat(this.client.patch(path, 70, new byte[0], "Upload-Length", "101").status()).isEqualTo(400);
    }

    @Test
    void aDeferredLengthThatEqualsTheOffsetCompletesTheUpload() {
        String path = this.client.tus("POST", UploadClient.TUS, null, "Upload-Defer-Length", "1").header("Location");
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 60));
        assertThat(this.client.patch(path, 60, new byte[0], "Upload-Length", "60").status()).isEqualTo(204);
        assertThat(this.client.awaitEnd(UploadClient.id(path)).path("state").asString()).isEqualTo("rejected");
    }

    @Test
    void aCreationMayCarrySomeOrAllBytes() {
        Reply some = this.client.tus("POST", UploadClient.TUS, Arrays.copyOf(BYTES, 60), "Upload-Length", "100",
                "Content-Type", UploadClient.BYTES);
        assertThat(some.status()).isEqualTo(201);
        assertThat(some.header("Upload-Offset")).isEqualTo("60");
        assertThat(this.client.head(some.header("Location")).header("Upload-Offset")).isEqualTo("60");
        Reply all = this.client.tus("POST", UploadClient.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                UploadClient.BYTES, "Upload-Checksum", "sha1 " + UploadClient.base64("SHA-1", BYTES));
        assertThat(all.header("Upload-Offset")).isEqualTo("100000");
        Reply beyond = this.client.tus("POST", UploadClient.TUS, BYTES, "Upload-Length", "100", "Content-Type",
                UploadClient.BYTES);
        assertThat(beyond.status()).isEqualTo(413);
        Reply wrong = this.client.tus("POST", UploadClient.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                UploadClient.BYTES, "Upload-Checksum", "sha1 " + UploadClient.base64("SHA-1", new byte[1]));
        assertThat(wrong.status()).isEqualTo(460);
        Reply type = this.client.tus("POST", UploadClient.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                "video/mp4");
        assertThat(type.status()).isEqualTo(415);
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).hasSize(1);
    }

    @Test
    void aRepeatedCreationWithTheSameKeyReturnsTheSameUpload() {
        String key = "key-" + System.nanoTime();
        String path = this.client.create(10, "Idempotency-Key", key);
        assertThat(this.client.create(10, "Idempotency-Key", key)).isEqualTo(path);
        assertThat(this.client.as("other", "creator").create(10, "Idempotency-Key", key)).isNotEqualTo(path);
    }

    @Test
    void theNumberOfUnfinishedUploadsPerUserIsLimited() {
        UploadClient hoarder = this.client.as("hoarder-" + System.nanoTime(), "creator");
        String first = hoarder.create(10);
        for (int i = 1; i < 12; i++) {
            hoarder.create(10);
        }
        Reply reply = hoarder.tus("POST", UploadClient.TUS, null, "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("quota-exceeded");
        assertThat(reply.field("quota")).isEqualTo("openUploads");
        assertThat(reply.json().path("used").asInt()).isEqualTo(12);
        assertThat(reply.json().path("allowed").asInt()).isEqualTo(12);
        hoarder.delete("/api/v1/uploads/" + UploadClient.id(first));
        assertThat(hoarder.create(10)).isNotNull();
    }

    private boolean inFuture(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().isAfter(Instant.now());
    }

}

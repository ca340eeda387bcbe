/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.time.MovableClock;
import dev.streamgate.upload.expiry.ExpiredUploadCleaner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each rule of tus 1.0.0, over real connections. */
@UploadServiceTest
class TusProtocolIT {

    private static final byte[] BYTES = random(100_000);

    private final Uploader client;

    private final Surroundings.MediaFolder media;

    private final MovableClock clock;

    private final ExpiredUploadCleaner cleaner;

    private final Neighbours neighbours;

    @Autowired
    TusProtocolIT(Uploader client, Surroundings.MediaFolder media, MovableClock clock, ExpiredUploadCleaner cleaner,
            Neighbours neighbours) {
        // A user of its own for each test, since open uploads are bounded for each.
        this.client = client.as("tus-" + System.nanoTime(), "creator");
        this.media = media;
        this.clock = clock;
        this.cleaner = cleaner;
        this.neighbours = neighbours;
    }

    @Test
    void optionsTellWhatIsSpokenToWhomeverAsks() {
        Reply reply = this.client.unknown().send("OPTIONS", Uploader.TUS, BodyPublishers.noBody());
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(reply.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(reply.header("Tus-Extension").split(",")).containsExactlyInAnyOrder("creation",
                "creation-with-upload", "creation-defer-length", "termination", "checksum", "expiration",
                "concatenation");
        assertThat(reply.header("Tus-Max-Size")).isEqualTo(Long.toString(64L << 20));
        assertThat(reply.header("Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
    }

    @Test
    void aCreatedUploadStartsAtZeroAndGrowsByEachPatch() {
        Reply created = this.client.tus("POST", Uploader.TUS, null, "Upload-Length", "100000", "Upload-Metadata",
                "filename " + Uploader.base64("a.mp4") + ",is_draft");
        assertThat(created.status()).isEqualTo(201);
        String path = created.header("Location");
        assertThat(path).matches("/api/v1/uploads/tus/[a-z2-7]{26}");
        assertThat(inFuture(created.header("Upload-Expires"))).isTrue();
        Reply head = this.client.head(path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Upload-Offset")).isEqualTo("0");
        assertThat(head.header("Upload-Length")).isEqualTo("100000");
        assertThat(head.header("Upload-Metadata")).isEqualTo("filename " + Uploader.base64("a.mp4") + ",is_draft");
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
        assertThat(this.client.view(Uploader.id(path)).path("fileName").asString()).isEqualTo("a.mp4");
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> wrongCreations() {
        String good = Uploader.base64("x");
        return Stream.of(arguments(List.of(), 400), arguments(List.of("Upload-Length", "-1"), 400),
                arguments(List.of("Upload-Length", "ten"), 400), arguments(List.of("Upload-Length", "0"), 400),
                arguments(List.of("Upload-Length", "99999999999999999999"), 400),
                arguments(List.of("Upload-Length", Long.toString((64L << 20) + 1)), 413),
                arguments(List.of("Upload-Length", "10", "Upload-Defer-Length", "1"), 400),
                arguments(List.of("Upload-Defer-Length", "2"), 400),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "filename not-base64!"), 400),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "filename /w=="), 400),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "a " + good + ",a " + good), 400),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "a " + good + ",,"), 400),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "contentId " + Uploader.base64("../x")),
                        404),
                arguments(List.of("Upload-Length", "10", "Upload-Metadata", "contentId " + Uploader.base64("none")),
                        404),
                arguments(List.of("Upload-Length", "10", "Upload-Concat", "whole"), 400),
                arguments(List.of("Upload-Concat", "final;/elsewhere/1"), 400),
                arguments(List.of("Upload-Concat", "final;"), 400));
    }

    @ParameterizedTest
    @MethodSource("wrongCreations")
    void aWrongCreationIsAProblemAndOpensNothing(List<String> headers, int status) {
        Reply reply = this.client.tus("POST", Uploader.TUS, null, headers.toArray(String[]::new));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.problem()).isNotEmpty();
        assertThat(reply.json().path("detail").asString()).isNotEmpty();
        assertThat(reply.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).isEmpty();
    }

    @Test
    void aContentOfSomebodyElseCannotBeUploadedTo() {
        this.neighbours.content("c-of-bob", "bob");
        Reply reply = this.client.tus("POST", Uploader.TUS, null, "Upload-Length", "10", "Upload-Metadata",
                "contentId " + Uploader.base64("c-of-bob"));
        assertThat(reply.status()).isEqualTo(403);
        Reply own = this.client.as("bob", "creator")
            .tus("POST", Uploader.TUS, null, "Upload-Length", "10", "Upload-Metadata",
                    "contentId " + Uploader.base64("c-of-bob"));
        assertThat(own.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.2.2", "2.0.0", "" })
    void anotherVersionIsRefusedWithTheOneThatIsSpoken(String version) {
        Reply reply = this.client.send("POST", Uploader.TUS, BodyPublishers.noBody(), "Tus-Resumable", version,
                "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(reply.problem()).isEqualTo("unsupported-tus-version");
    }

    @Test
    void aRequestWithoutAVersionIsRefused() {
        String path = this.client.create(10);
        Reply reply = this.client.send("PATCH", path, BodyPublishers.ofByteArray(new byte[10]), "Upload-Offset", "0",
                "Content-Type", Uploader.BYTES);
        assertThat(reply.status()).isEqualTo(412);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void aPatchAtAnotherOffsetIsAConflictThatTellsTheRightOne() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        for (long offset : new long[] { 0, 9, 11, 100_000 }) {
            Reply reply = this.client.patch(path, offset, Arrays.copyOf(BYTES, 5));
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("upload-offset-conflict");
            assertThat(reply.json().path("offset").asLong()).isEqualTo(10);
            assertThat(reply.header("Upload-Offset")).isEqualTo("10");
        }
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/octet-stream", "application/x-www-form-urlencoded", "video/mp4" })
    void aPatchOfAnotherTypeIsRefused(String type) {
        String path = this.client.create(10);
        Reply reply = this.client.tus("PATCH", path, new byte[10], "Upload-Offset", "0", "Content-Type", type);
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.problem()).isEqualTo("unsupported-media-type");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-1", "x" })
    void aPatchWithoutAnOffsetIsABadRequest(String offset) {
        String path = this.client.create(10);
        Reply reply = this.client.tus("PATCH", path, new byte[10], "Upload-Offset", offset, "Content-Type",
                Uploader.BYTES);
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void bytesBeyondTheLengthAreRefusedBeforeTheyAreRead() throws Exception {
        String path = this.client.create(10);
        Reply reply = this.client.patch(path, 0, new byte[11]);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("upload-length-exceeded");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
        assertThat(this.media.staged(Uploader.id(path))).hasSize(0);
    }

    @Test
    void bytesBeyondTheLengthAreNotKeptWhenTheBodyDoesNotTellItsLength() {
        String path = this.client.create(100);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 40));
        Reply reply = this.client.send("PATCH", path,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BYTES, 40, 61)), "Tus-Resumable",
                "1.0.0", "Upload-Offset", "40", "Content-Type", Uploader.BYTES);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("40");
        Reply exact = this.client.send("PATCH", path,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BYTES, 40, 60)), "Tus-Resumable",
                "1.0.0", "Upload-Offset", "40", "Content-Type", Uploader.BYTES);
        assertThat(exact.header("Upload-Offset")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = { "sha1:SHA-1", "sha256:SHA-256" })
    void aChecksumIsVerifiedAndWhatDoesNotMatchIsDiscarded(String algorithm) {
        String name = algorithm.split(":")[0];
        byte[] first = Arrays.copyOf(BYTES, 50_000);
        byte[] rest = Arrays.copyOfRange(BYTES, 50_000, 100_000);
        String path = this.client.create(100_000);
        String right = name + " " + Uploader.base64(algorithm.split(":")[1], first);
        assertThat(this.client.patch(path, 0, first, "Upload-Checksum", right).status()).isEqualTo(204);
        Reply wrong = this.client.patch(path, 50_000, rest, "Upload-Checksum", right);
        assertThat(wrong.status()).isEqualTo(460);
        assertThat(wrong.problem()).isEqualTo("checksum-mismatch");
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("50000");
        assertThat(this.media.staged(Uploader.id(path))).hasSize(50_000);
        String restSum = name + " " + Uploader.base64(algorithm.split(":")[1], rest);
        assertThat(this.client.patch(path, 50_000, rest, "Upload-Checksum", restSum).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = { "md5 AAAA", "sha1", "sha1 ???", "sha1 AAAA", "sha256 2jmj7l5rSw0yVb/vlWAYkK/YBwk=" })
    void aChecksumThatCannotBeVerifiedIsABadRequest(String checksum) {
        String path = this.client.create(10);
        assertThat(this.client.patch(path, 0, new byte[10], "Upload-Checksum", checksum).status()).isEqualTo(400);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void anInterruptedPatchKeepsWhatArrived() throws Exception {
        String path = this.client.create(100_000);
        try (Socket socket = patching(path, 0, 100_000)) {
            send(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(Uploader.id(path)) == 30_000);
        }
        Awaitility.await().until(() -> "30000".equals(this.client.head(path).header("Upload-Offset")));
        assertThat(this.client.patch(path, 30_000, Arrays.copyOfRange(BYTES, 30_000, 100_000)).status()).isEqualTo(204);
        assertThat(this.client.ended(Uploader.id(path)).path("state").asString()).isEqualTo("rejected");
    }

    @Test
    void anInterruptedPatchWithAChecksumKeepsNothing() throws Exception {
        String path = this.client.create(100_000);
        String checksum = "sha1 " + Uploader.base64("SHA-1", BYTES);
        try (Socket socket = patching(path, 0, 100_000, "Upload-Checksum: " + checksum)) {
            send(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(Uploader.id(path)) == 30_000);
        }
        Awaitility.await().until(() -> this.media.stagedSize(Uploader.id(path)) == 0);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void aSecondPatchAtTheSameTimeIsLockedOutAndHeadTellsWhatIsDurable() throws Exception {
        String path = this.client.create(100_000);
        try (Socket socket = patching(path, 0, 100_000)) {
            send(socket, Arrays.copyOf(BYTES, 30_000));
            Awaitility.await().until(() -> this.media.stagedSize(Uploader.id(path)) == 30_000);
            Reply second = this.client.patch(path, 0, BYTES);
            assertThat(second.status()).isEqualTo(423);
            assertThat(second.problem()).isEqualTo("upload-locked");
            assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("0");
            send(socket, Arrays.copyOfRange(BYTES, 30_000, 100_000));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 204");
        }
    }

    @Test
    void anExpiredUploadIsGoneAndItsBytesAreDeleted() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        String id = Uploader.id(path);
        this.clock.advance(Duration.ofHours(25));
        assertThat(this.client.head(path).status()).isEqualTo(410);
        Reply reply = this.client.patch(path, 10, Arrays.copyOf(BYTES, 10));
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.problem()).isEqualTo("upload-gone");
        this.cleaner.clean();
        assertThat(this.client.view(id).path("state").asString()).isEqualTo("expired");
        assertThat(this.media.staged(id)).doesNotExist();
        this.clock.advance(Duration.ofDays(8));
        this.cleaner.clean();
        assertThat(this.client.head(path).status()).isEqualTo(404);
    }

    @Test
    void eachByteGivesAnUploadMoreTime() {
        String path = this.client.create(100_000);
        this.clock.advance(Duration.ofHours(20));
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        this.clock.advance(Duration.ofHours(20));
        this.cleaner.clean();
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("10");
    }

    @Test
    void aTerminatedUploadIsGoneWithItsBytes() {
        String path = this.client.create(100_000);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        assertThat(this.client.tus("DELETE", path, null).status()).isEqualTo(204);
        assertThat(this.media.staged(Uploader.id(path))).doesNotExist();
        assertThat(this.client.head(path).status()).isEqualTo(410);
        assertThat(this.client.tus("DELETE", path, null).status()).isEqualTo(410);
        assertThat(this.client.view(Uploader.id(path)).path("state").asString()).isEqualTo("aborted");
    }

    @Test
    void aMethodCanBeOverriddenForClientsThatCanOnlyPost() {
        String path = this.client.create(100_000);
        Reply patched = this.client.tus("POST", path, Arrays.copyOf(BYTES, 10), "X-HTTP-Method-Override", "PATCH",
                "Upload-Offset", "0", "Content-Type", Uploader.BYTES);
        assertThat(patched.status()).isEqualTo(204);
        assertThat(patched.header("Upload-Offset")).isEqualTo("10");
        assertThat(this.client.tus("POST", path, null, "X-HTTP-Method-Override", "DELETE").status()).isEqualTo(204);
    }

    @Test
    void aLengthMayComeLaterAndThenStays() {
        Reply created = this.client.tus("POST", Uploader.TUS, null, "Upload-Defer-Length", "1");
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
    void aLengthThatTurnsOutToBeWhatIsThereCompletesTheUpload() {
        String path = this.client.tus("POST", Uploader.TUS, null, "Upload-Defer-Length", "1").header("Location");
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 60));
        assertThat(this.client.patch(path, 60, new byte[0], "Upload-Length", "60").status()).isEqualTo(204);
        assertThat(this.client.ended(Uploader.id(path)).path("state").asString()).isEqualTo("rejected");
    }

    @Test
    void aCreationMayCarryTheFirstBytesOrAll() {
        Reply some = this.client.tus("POST", Uploader.TUS, Arrays.copyOf(BYTES, 60), "Upload-Length", "100",
                "Content-Type", Uploader.BYTES);
        assertThat(some.status()).isEqualTo(201);
        assertThat(some.header("Upload-Offset")).isEqualTo("60");
        assertThat(this.client.head(some.header("Location")).header("Upload-Offset")).isEqualTo("60");
        Reply all = this.client.tus("POST", Uploader.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                Uploader.BYTES, "Upload-Checksum", "sha1 " + Uploader.base64("SHA-1", BYTES));
        assertThat(all.header("Upload-Offset")).isEqualTo("100000");
        Reply beyond = this.client.tus("POST", Uploader.TUS, BYTES, "Upload-Length", "100", "Content-Type",
                Uploader.BYTES);
        assertThat(beyond.status()).isEqualTo(413);
        Reply wrong = this.client.tus("POST", Uploader.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                Uploader.BYTES, "Upload-Checksum", "sha1 " + Uploader.base64("SHA-1", new byte[1]));
        assertThat(wrong.status()).isEqualTo(460);
        Reply type = this.client.tus("POST", Uploader.TUS, BYTES, "Upload-Length", "100000", "Content-Type",
                "video/mp4");
        assertThat(type.status()).isEqualTo(415);
        assertThat(this.client.get("/api/v1/uploads?state=open").json().path("items")).hasSize(1);
    }

    @Test
    void aRepeatedCreationWithTheSameKeyIsTheSameUpload() {
        String key = "key-" + System.nanoTime();
        String path = this.client.create(10, "Idempotency-Key", key);
        assertThat(this.client.create(10, "Idempotency-Key", key)).isEqualTo(path);
        assertThat(this.client.as("other", "creator").create(10, "Idempotency-Key", key)).isNotEqualTo(path);
    }

    @Test
    void partialUploadsBecomeOneInTheOrderThatIsNamed() {
        String second = this.client.create(60_000, "Upload-Concat", "partial");
        String first = this.client.create(40_000, "Upload-Concat", "partial");
        assertThat(this.client.head(first).header("Upload-Concat")).isEqualTo("partial");
        this.client.patch(first, 0, Arrays.copyOf(BYTES, 40_000));
        String concat = "final;" + first + " " + this.client.uri(second);
        Reply early = this.client.tus("POST", Uploader.TUS, null, "Upload-Concat", concat);
        assertThat(early.status()).isEqualTo(409);
        this.client.patch(second, 0, Arrays.copyOfRange(BYTES, 40_000, 100_000));
        assertThat(this.client.get("/api/v1/uploads").json().path("items")).isEmpty();
        assertThat(this.client.tus("POST", Uploader.TUS, null, "Upload-Concat", concat, "Upload-Length", "100000")
            .status()).isEqualTo(400);
        Reply joined = this.client.tus("POST", Uploader.TUS, null, "Upload-Concat", concat);
        assertThat(joined.status()).isEqualTo(201);
        String path = joined.header("Location");
        assertThat(this.client.tus("POST", Uploader.TUS, null, "Upload-Concat", concat).header("Location"))
            .isEqualTo(path);
        assertThat(this.client.head(path).header("Upload-Length")).isEqualTo("100000");
        assertThat(this.client.head(path).header("Upload-Concat")).startsWith("final;" + first);
        assertThat(this.client.patch(path, 0, BYTES).status()).isEqualTo(403);
        assertThat(this.client.ended(Uploader.id(path)).path("sha256").asString()).isEmpty();
    }

    @Test
    void onlyOwnCompletePartialUploadsCanBeJoined() {
        String whole = this.client.create(10);
        String foreign = this.client.as("zoe", "creator").create(10, "Upload-Concat", "partial");
        for (String part : List.of(whole, foreign, Uploader.TUS + "/aaaaaaaaaaaaaaaaaaaaaaaaaa")) {
            Reply reply = this.client.tus("POST", Uploader.TUS, null, "Upload-Concat", "final;" + part);
            assertThat(reply.status()).isEqualTo(400);
        }
    }

    @Test
    void nobodyElseKnowsOfAnUpload() {
        String path = this.client.create(10);
        Uploader stranger = this.client.as("eve", "creator");
        assertThat(stranger.head(path).status()).isEqualTo(404);
        assertThat(stranger.patch(path, 0, new byte[10]).status()).isEqualTo(404);
        assertThat(stranger.tus("DELETE", path, null).status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/uploads/" + Uploader.id(path)).status()).isEqualTo(404);
        assertThat(stranger.head(Uploader.TUS + "/..%2f..%2fetc").status()).isIn(400, 404);
        Uploader operator = this.client.as("op", "operator");
        assertThat(operator.head(path).status()).isEqualTo(200);
        assertThat(operator.patch(path, 0, new byte[10]).status()).isEqualTo(403);
        assertThat(this.client.unknown().head(path).status()).isEqualTo(401);
        assertThat(this.client.unknown().head(path).header("Tus-Resumable")).isEqualTo("1.0.0");
    }

    @Test
    void whoOnlyWatchesCannotUpload() {
        Reply reply = this.client.as("vic", "viewer").tus("POST", Uploader.TUS, null, "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("forbidden");
    }

    @Test
    void oneUserHasABoundedNumberOfUnfinishedUploads() {
        Uploader hoarder = this.client.as("hoarder-" + System.nanoTime(), "creator");
        String first = hoarder.create(10);
        for (int i = 1; i < 12; i++) {
            hoarder.create(10);
        }
        Reply reply = hoarder.tus("POST", Uploader.TUS, null, "Upload-Length", "10");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.problem()).isEqualTo("too-many-open-uploads");
        hoarder.delete("/api/v1/uploads/" + Uploader.id(first));
        assertThat(hoarder.create(10)).isNotNull();
    }

    @Test
    void aClientThatExpectsToContinueIsRefusedBeforeItSends() throws Exception {
        String path = this.client.create(10);
        try (Socket socket = patching(path, 0, 11, "Expect: 100-continue")) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void theLastPatchMayBeRepeatedWhenItsReplyWasLost() {
        String path = this.client.create(10);
        this.client.patch(path, 0, Arrays.copyOf(BYTES, 10));
        Reply again = this.client.patch(path, 10, new byte[0]);
        assertThat(again.status()).isEqualTo(204);
        assertThat(again.header("Upload-Offset")).isEqualTo("10");
        assertThat(this.client.patch(path, 10, new byte[1]).status()).isEqualTo(413);
        assertThat(this.client.patch(path, 0, new byte[10]).status()).isEqualTo(409);
    }

    private Socket patching(String path, long offset, long length, String... headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", this.client.port());
        String lines = String.join("\r\n",
                Stream
                    .concat(Stream.of("PATCH " + path + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0",
                            "Authorization: Bearer " + this.client.token(), "Upload-Offset: " + offset,
                            "Content-Length: " + length, "Content-Type: " + Uploader.BYTES), Stream.of(headers))
                    .toList())
                + "\r\n\r\n";
        send(socket, lines.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private boolean inFuture(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().isAfter(Instant.now());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

}

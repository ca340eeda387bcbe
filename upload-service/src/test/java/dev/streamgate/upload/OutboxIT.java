/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.upload.expiry.ExpiredUploadCleaner;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.verification.Verifications;

import static org.assertj.core.api.Assertions.assertThat;

/** Verification and delivery: from the last byte to the transcoding job. */
@UploadServiceTest
class OutboxIT {

    @TempDir
    static Path folder;

    private static byte[] clip;

    private final UploadClient client;

    private final DownstreamStub downstream;

    private final UploadTestConfiguration.MediaDirectory media;

    private final JdbcClient jdbc;

    private final ExpiredUploadCleaner cleaner;

    private final Verifications verifications;

    private final UploadStore store;

    @Autowired
    OutboxIT(UploadClient client, DownstreamStub downstream, UploadTestConfiguration.MediaDirectory media,
            JdbcClient jdbc, ExpiredUploadCleaner cleaner, Verifications verifications, UploadStore store) {
        this.verifications = verifications;
        this.store = store;
        this.cleaner = cleaner;
        this.jdbc = jdbc;
        this.client = client.as("outbox", "creator");
        this.downstream = downstream;
        this.media = media;
    }

    @BeforeAll
    static void makeClip() throws Exception {
        clip = Files.readAllBytes(Clips.clip().seconds(1).write(folder.resolve("clip.mp4")));
    }

    @AfterEach
    void restoreDownstream() {
        this.downstream.fail(0, 0);
        this.downstream.resume();
    }

    @Test
    void aVideoIsStoredAttachedToItsContentAndSubmittedAsAJob() throws Exception {
        String path = this.client.create(clip.length, "Upload-Metadata",
                "filename " + UploadClient.base64("my clip.mp4"));
        Reply last = this.client.patch(path, 0, clip);
        assertThat(last.status()).isEqualTo(204);
        String id = UploadClient.id(path);
        JsonNode view = this.client.awaitEnd(id);
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("sha256").asString()).isEqualTo(UploadClient.sha256(clip));
        assertThat(view.path("progress").asDouble()).isEqualTo(1);
        assertThat(Files.readAllBytes(this.media.source(id))).isEqualTo(clip);
        String contentId = view.path("contentId").asString();
        Awaitility.await().until(() -> !this.downstream.submitted(contentId).isEmpty());
        JsonNode source = this.downstream.attached(contentId).getFirst().body();
        assertThat(source.path("owner").asString()).isEqualTo("outbox");
        assertThat(source.path("title").asString()).isEqualTo("my clip.mp4");
        DownstreamStub.Request job = this.downstream.submitted(contentId).getFirst();
        assertThat(job.header("Idempotency-Key")).isEqualTo("upload:" + id);
        assertThat(job.header("X-On-Behalf-Of")).isEqualTo("outbox");
        assertThat(job.header("traceparent")).contains(last.header("X-Trace-Id"));
        assertThat(job.body().path("payload").path("sourceKey").asString()).isEqualTo("uploads/" + id);
        assertThat(job.body().path("payload").path("sourceNumber").asLong()).isPositive()
            .isEqualTo(source.path("number").asLong());
        assertThat(job.body().path("payload").path("sourceSha256").asString()).isEqualTo(UploadClient.sha256(clip));
    }

    @Test
    void bytesInTheFileBeyondTheRowAreKept() throws Exception {
        String path = this.client.create(clip.length);
        this.client.patch(path, 0, Arrays.copyOf(clip, 1000));
        Files.write(this.media.staged(UploadClient.id(path)), Arrays.copyOfRange(clip, 1000, 5000),
                StandardOpenOption.APPEND);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo("5000");
        this.client.patch(path, 5000, Arrays.copyOfRange(clip, 5000, clip.length));
        assertThat(this.client.awaitEnd(UploadClient.id(path)).path("sha256").asString())
            .isEqualTo(UploadClient.sha256(clip));
    }

    @Test
    void aHeadRequestCompletesAnUploadWhoseFileIsCompleteBeyondTheRow() throws Exception {
        String path = this.client.create(clip.length);
        this.client.patch(path, 0, Arrays.copyOf(clip, 1000));
        Files.write(this.media.staged(UploadClient.id(path)), Arrays.copyOfRange(clip, 1000, clip.length),
                StandardOpenOption.APPEND);
        assertThat(this.client.head(path).header("Upload-Offset")).isEqualTo(Integer.toString(clip.length));
        assertThat(this.client.awaitEnd(UploadClient.id(path)).path("state").asString()).isEqualTo("stored");
    }

    @Test
    void aFilePublishedBeforeACrashIsStored() throws Exception {
        String path = this.client.create(clip.length);
        String id = UploadClient.id(path);
        Files.createDirectories(this.media.source(id).getParent());
        Files.write(this.media.source(id), clip);
        this.jdbc.sql("UPDATE uploads SET state = ?, received = size, sha256 = ? WHERE id = ?")
            .params(UploadState.VERIFYING.name(), UploadClient.sha256(clip), id)
            .update();
        JsonNode view = this.client.awaitEnd(id);
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(Files.readAllBytes(this.media.source(id))).isEqualTo(clip);
    }

    @Test
    void aFileThatWasPublishedAfterTheDatabaseWasBackedUpIsStored() throws Exception {
        String path = this.client.create(clip.length);
        String id = UploadClient.id(path);
        Files.createDirectories(this.media.source(id).getParent());
        Files.write(this.media.source(id), clip);
        this.jdbc.sql("UPDATE uploads SET state = ?, received = size WHERE id = ?")
            .params(UploadState.VERIFYING.name(), id)
            .update();
        JsonNode view = this.client.awaitEnd(id);
        assertThat(view.path("state").asString()).isEqualTo("stored");
        assertThat(view.path("sha256").asString()).isEqualTo(UploadClient.sha256(clip));
    }

    @Test
    void aFileOnAVolumeThatIsNotMountedIsNoLostFile() throws Exception {
        String path = this.client.create(clip.length);
        this.client.patch(path, 0, Arrays.copyOf(clip, 1000));
        String id = UploadClient.id(path);
        Path aside = folder.resolve("aside");
        Files.move(this.media.staged(id), aside);
        this.jdbc.sql("UPDATE uploads SET state = ?, received = size WHERE id = ?")
            .params(UploadState.VERIFYING.name(), id)
            .update();
        assertThat(this.verifications.await(this.store.find(id).orElseThrow()).state())
            .isEqualTo(UploadState.VERIFYING);
        Files.write(aside, clip);
        Files.move(aside, this.media.staged(id));
        assertThat(this.client.awaitEnd(id).path("state").asString()).isEqualTo("stored");
    }

    @Test
    void aJobIsSubmittedOnceWorkerServiceHasRecovered() {
        this.downstream.fail(0, 503);
        String path = this.client.create(clip.length);
        this.client.patch(path, 0, clip);
        String contentId = this.client.awaitEnd(UploadClient.id(path)).path("contentId").asString();
        Awaitility.await().until(() -> this.downstream.attached(contentId).size() > 1);
        this.downstream.fail(0, 0);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !this.downstream.submitted(contentId).isEmpty());
        assertThat(this.downstream.submitted(contentId)).hasSize(1);
    }

    @Test
    void theUploadsOfAContentAreDeliveredInTheirOrderHoweverTheFirstIsDelayed() {
        String contentId = "delivered-in-order";
        this.downstream.content(contentId, "outbox");
        this.downstream.fail(0, 503);
        String first = upload("contentId " + UploadClient.base64(contentId));
        Awaitility.await().until(() -> this.downstream.attached(contentId).size() > 1);
        String second = upload("contentId " + UploadClient.base64(contentId));
        this.client.awaitEnd(second);
        int attempts = this.downstream.attached(contentId).size();
        Awaitility.await().until(() -> this.downstream.attached(contentId).size() > attempts);
        assertThat(this.downstream.attached(contentId))
            .allMatch((request) -> request.body().path("uploadId").asString().equals(first));
        this.downstream.fail(0, 0);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.downstream.submitted(contentId).size() == 2);
        assertThat(this.downstream.submitted(contentId)).extracting((job) -> job.header("Idempotency-Key"))
            .containsExactly("upload:" + first, "upload:" + second);
    }

    @Test
    void noTransactionIsOpenAndADeletionIsAnsweredWhileMetadataServiceDoesNotRespond() {
        this.downstream.hang();
        String id = upload();
        Awaitility.await().until(() -> this.downstream.waiting() == 1);
        assertThat(this.jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")
            .query(Integer.class)
            .single()).isZero();
        Reply reply = this.client.delete("/api/v1/uploads/" + id);
        assertThat(reply.status()).isEqualTo(423);
        this.downstream.resume();
        String contentId = this.client.view(id).path("contentId").asString();
        Awaitility.await().until(() -> !this.downstream.submitted(contentId).isEmpty());
        assertThat(this.media.source(id)).exists();
    }

    @Test
    void anUploadThatIsAttachedButNotSubmittedCannotBeDeleted() {
        this.downstream.fail(0, 503);
        String id = upload();
        String contentId = this.client.awaitEnd(id).path("contentId").asString();
        Awaitility.await().until(() -> this.downstream.attached(contentId).size() > 1);
        Reply reply = Awaitility.await()
            .until(() -> this.client.delete("/api/v1/uploads/" + id), (deleted) -> deleted.status() != 423);
        assertThat(reply.problem()).isEqualTo("upload-attached");
        assertThat(this.media.source(id)).exists();
    }

    @Test
    void theUploadOfACrashedProcessIsDeliveredAfterItsClaimHasEnded() {
        this.downstream.fail(0, 503);
        String id = upload();
        String contentId = this.client.awaitEnd(id).path("contentId").asString();
        // Longer than other tests move the clock.
        Awaitility.await().until(() -> this.jdbc.sql("""
                UPDATE outbox SET claimed_until = now() + interval '100 years', next_attempt_at = now()
                WHERE upload_id = ? AND claimed_until IS NULL AND failures > 0""").param(id).update() == 1);
        this.downstream.fail(0, 0);
        int attempts = this.downstream.attached(contentId).size();
        String other = upload();
        Awaitility.await()
            .until(() -> !this.downstream.submitted(this.client.view(other).path("contentId").asString()).isEmpty());
        assertThat(this.downstream.attached(contentId)).hasSize(attempts);
        this.jdbc.sql("UPDATE outbox SET claimed_until = now() WHERE upload_id = ?").param(id).update();
        Awaitility.await().until(() -> !this.downstream.submitted(contentId).isEmpty());
    }

    @Test
    void aStoredUploadWhoseSourceWasDeletedCountsNoMoreAndIsDeletedAfterItsRetention() throws Exception {
        String id = upload();
        String contentId = this.client.awaitEnd(id).path("contentId").asString();
        Awaitility.await().until(() -> !this.downstream.submitted(contentId).isEmpty());
        Awaitility.await()
            .until(() -> this.jdbc.sql("SELECT count(*) FROM outbox WHERE upload_id = ?")
                .param(id)
                .query(Integer.class)
                .single() == 0);
        this.cleaner.clean();
        assertThat(bytesDeleted(id)).isFalse();
        Files.delete(this.media.source(id));
        this.jdbc
            .sql("UPDATE uploads SET source_checked_at = '-infinity', updated_at = now() - interval '8 days'"
                    + " WHERE id = ?")
            .param(id)
            .update();
        this.cleaner.clean();
        assertThat(this.store.find(id)).isEmpty();
    }

    @Test
    void anAttachedUploadCannotBeDeleted() {
        String id = upload();
        String contentId = this.client.awaitEnd(id).path("contentId").asString();
        Awaitility.await().until(() -> !this.downstream.submitted(contentId).isEmpty());
        Reply reply = Awaitility.await()
            .until(() -> this.client.delete("/api/v1/uploads/" + id), (deleted) -> deleted.status() != 423);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("upload-attached");
        assertThat(this.media.source(id)).exists();
    }

    @Test
    void anUploadThatItsContentRejectsHasAnErrorAndCanBeDeleted() {
        this.downstream.fail(403, 0);
        String id = upload();
        Awaitility.await().until(() -> !this.client.view(id).path("error").asString("").isEmpty());
        assertThat(this.client.view(id).path("state").asString()).isEqualTo("stored");
        Reply reply = Awaitility.await()
            .until(() -> this.client.delete("/api/v1/uploads/" + id), (deleted) -> deleted.status() != 423);
        assertThat(reply.status()).isEqualTo(204);
        assertThat(this.media.source(id)).doesNotExist();
        assertThat(this.client.view(id).path("state").asString()).isEqualTo("aborted");
    }

    @Test
    void anUploadToADeletedContentIsAborted() {
        this.downstream.fail(410, 0);
        String id = upload();
        Awaitility.await().until(() -> "aborted".equals(this.client.view(id).path("state").asString()));
        assertThat(this.client.view(id).path("error").asString()).isEqualTo("The content was deleted.");
        this.cleaner.clean();
        assertThat(this.media.source(id)).doesNotExist();
    }

    @Test
    void theErrorIsClearedOnceTheContentAcceptsTheVideo() {
        this.downstream.fail(409, 0);
        String id = upload();
        Awaitility.await().until(() -> !this.client.view(id).path("error").asString("").isEmpty());
        this.downstream.fail(0, 0);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> this.client.view(id).path("error").asString("").isEmpty());
        assertThat(this.downstream.submitted(this.client.view(id).path("contentId").asString())).hasSize(1);
    }

    private Boolean bytesDeleted(String id) {
        return this.jdbc.sql("SELECT bytes_deleted FROM uploads WHERE id = ?").param(id).query(Boolean.class).single();
    }

    private String upload() {
        return upload("filename " + UploadClient.base64("clip.mp4"));
    }

    private String upload(String metadata) {
        String path = this.client.create(clip.length, "Upload-Metadata", metadata);
        assertThat(this.client.patch(path, 0, clip).status()).isEqualTo(204);
        return UploadClient.id(path);
    }

}

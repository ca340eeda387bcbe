/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.upload.session.UploadKind;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of rows and files, compared with what the clients know. */
final class UploadInvariants {

    private final JdbcClient jdbc;

    private final Path disk;

    private final SimulatedPipeline pipeline;

    /**
     * Compares.
     * @param disk the directory of the default file system
     */
    UploadInvariants(JdbcClient jdbc, Path disk, SimulatedPipeline pipeline) {
        this.jdbc = jdbc;
        this.disk = disk;
        this.pipeline = pipeline;
    }

    /** Checks what holds at all times. */
    void check(List<ModelledUpload> uploads, Instant now) throws IOException {
        Map<String, Row> rows = this.jdbc.sql("""
                SELECT id, state, received, sha256, EXISTS (SELECT FROM outbox WHERE upload_id = id) AS pending,
                    bytes_deleted FROM uploads""")
            .query((row, number) -> new Row(row.getString(1), UploadState.valueOf(row.getString(2)), row.getLong(3),
                    row.getString(4), row.getBoolean(5), row.getBoolean(6)))
            .list()
            .stream()
            .collect(Collectors.toMap(Row::id, (row) -> row));
        for (ModelledUpload upload : uploads) {
            if (upload.isKnown()) {
                check(upload, Optional.ofNullable(rows.get(upload.requireId())), now);
            }
        }
    }

    private void check(ModelledUpload upload, Optional<Row> found, Instant now) throws IOException {
        UploadState before = upload.state();
        UploadState state = found.map(Row::state).orElse(before);
        assertThat(state).as("next state of %s", upload).isIn(upload.next());
        upload.observe(state);
        if (found.isEmpty()) {
            assertThat(state).as("the row of %s is gone", upload).isNotIn(UploadState.VERIFYING, UploadState.STORED);
            return;
        }
        Row row = found.get();
        switch (state) {
            case OPEN -> checkOpen(upload, row);
            case VERIFYING -> assertThat(upload.kind() == UploadKind.CHUNKS || upload.sent() == upload.size())
                .as("%s is complete", upload)
                .isTrue();
            case STORED -> checkStored(upload, row);
            case REJECTED ->
                assertThat(!upload.isReadable() || upload.lacksPart()).as("%s is rejected", upload).isTrue();
            case ABORTED -> {
                assertThat(upload.isTerminating() || upload.isUsed()).as("%s is aborted", upload).isTrue();
                assertThat(row.pending()).as("%s is delivered", upload).isFalse();
            }
            case EXPIRED -> assertThat(upload.mayHaveExpired(now)).as("%s has expired", upload).isTrue();
        }
        if (upload.isTerminated() && state != UploadState.STORED) {
            assertThat(files()).as("files of %s", upload)
                .doesNotContain(".staging/" + upload.id(), "uploads/" + upload.id());
        }
    }

    private void checkOpen(ModelledUpload upload, Row row) throws IOException {
        Path staged = this.disk.resolve(".staging").resolve(upload.requireId());
        byte[] bytes = Files.exists(staged) ? Files.readAllBytes(staged) : new byte[0];
        if (upload.kind() == UploadKind.CHUNKS) {
            for (int chunk : upload.chunks()) {
                int from = chunk * ModelledUpload.CHUNK_SIZE;
                int to = Math.min(from + ModelledUpload.CHUNK_SIZE, upload.size());
                assertThat(bytes.length).as("chunk %d of %s", chunk, upload).isGreaterThanOrEqualTo(to);
                assertThat(Arrays.copyOfRange(bytes, from, to)).as("chunk %d of %s", chunk, upload)
                    .isEqualTo(upload.bytes(from, to, false));
            }
            return;
        }
        assertThat(row.received()).as("received bytes of %s", upload).isBetween(upload.acknowledged(), upload.sent());
        assertThat(bytes.length).as("staged bytes of %s", upload).isGreaterThanOrEqualTo((int) row.received());
        assertThat(Arrays.copyOf(bytes, (int) row.received())).as("staged bytes of %s", upload)
            .isEqualTo(upload.bytes(0, row.received(), false));
    }

    private void checkStored(ModelledUpload upload, Row row) throws IOException {
        Path stored = this.disk.resolve("uploads").resolve(upload.requireId());
        assertThat(stored).as("file of %s", upload).hasBinaryContent(upload.content());
        assertThat(row.sha256()).as("hash of %s", upload).isEqualTo(Sha256.hex(upload.content()));
        boolean delivered = this.pipeline.job(upload.requireId()) != null;
        assertThat(row.pending() || delivered).as("%s is delivered, or will be", upload).isTrue();
    }

    /** Checks what holds once nothing is left to do. */
    void checkAtRest(List<ModelledUpload> uploads) throws IOException {
        assertThat(this.jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single()).as("undelivered").isZero();
        Set<String> expected = new TreeSet<>();
        int stored = 0;
        for (ModelledUpload upload : uploads) {
            if (!upload.isKnown()) {
                continue;
            }
            switch (upload.state()) {
                case OPEN, VERIFYING -> assertThat(upload).as("ended").isNull();
                case STORED -> {
                    assertThat(upload.isReadable()).isTrue();
                    assertThat(this.pipeline.isAttached(upload.requireId())).as("%s is attached", upload).isTrue();
                    assertThat(this.pipeline.job(upload.requireId()).payload()).as("job of %s", upload)
                        .containsEntry("sourceSha256", Sha256.hex(upload.content()))
                        .containsEntry("sourceKey", "uploads/" + upload.id());
                    expected.add("uploads/" + upload.id());
                    stored++;
                }
                case REJECTED, ABORTED, EXPIRED ->
                    assertThat(upload.chunks().size() == upload.chunkCount() && upload.kind() == UploadKind.CHUNKS
                            && upload.isReadable() && !upload.isTerminating() && upload.acknowledged() == upload.size())
                        .as("%s was complete", upload)
                        .isFalse();
            }
        }
        assertThat(this.pipeline.jobCount()).as("jobs").isEqualTo(stored);
        assertThat(files()).isEqualTo(expected);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(this.disk)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> this.disk.relativize(file).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The row of an upload. */
    private record Row(String id, UploadState state, long received, String sha256, boolean pending,
            boolean bytesDeleted) {
    }

}

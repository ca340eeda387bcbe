/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.testing.fault.FaultPlan;
import dev.streamgate.testing.fault.FaultyDataSource;
import dev.streamgate.testing.fault.FaultyFileSystem;
import dev.streamgate.testing.fault.FaultyFileSystem.Loss;
import dev.streamgate.testing.fault.SimulatedCrash;
import dev.streamgate.testing.time.MovableClock;
import dev.streamgate.upload.model.SimulatedClient.Way;
import dev.streamgate.upload.session.UploadKind;

/** Clients, upload-service, its disk, its database and the services that it calls. */
final class UploadSimulation implements AutoCloseable {

    private final FaultyDataSource database;

    private final FaultyFileSystem disk;

    private final MovableClock clock;

    private final SimulatedPipeline pipeline = new SimulatedPipeline();

    private final JdbcClient jdbc;

    private final UploadInvariants invariants;

    private final List<ModelledUpload> uploads = new ArrayList<>();

    private UploadProcess process;

    private @Nullable FaultPlan plan;

    private Loss loss = Loss.NOTHING;

    /** Steps until the fault ends. */
    private int faultySteps;

    UploadSimulation(Path folder, FaultyDataSource database, MovableClock clock) throws IOException {
        this.database = database;
        this.clock = clock;
        this.disk = FaultyFileSystem.over(folder, clock);
        this.jdbc = JdbcClient.create(database);
        this.invariants = new UploadInvariants(this.jdbc, folder.resolve("media"), this.pipeline);
        this.process = start();
    }

    /** Deletes all uploads with their files; the process goes on. */
    private void reset() throws IOException {
        repair();
        this.faultySteps = 0;
        this.uploads.clear();
        this.pipeline.clear();
        this.jdbc.sql("TRUNCATE uploads CASCADE").update();
        try (Stream<Path> files = Files.walk(this.disk.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
                try (FileChannel parent = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                    parent.force(true);
                }
            }
        }
    }

    private UploadProcess start() {
        return new UploadProcess(this.disk.directory().resolve("media"), this.database, this.clock, this.pipeline);
    }

    /** Runs a history that ends with a power failure. */
    void run(List<UploadStep> steps) throws IOException {
        reset();
        take(steps);
        restart(Loss.UNSYNCED_BYTES_AND_NAMES);
        finish();
    }

    private void take(List<UploadStep> steps) throws IOException {
        for (UploadStep step : steps) {
            this.clock.advance(Duration.ofMillis(1));
            perform(step);
            this.process.settle();
            FaultPlan present = this.plan;
            if (present != null && present.isCrashed()) {
                restart(this.loss);
            }
            else if (--this.faultySteps == 0) {
                repair();
            }
            this.invariants.check(this.uploads, this.clock.instant());
        }
    }

    private void perform(UploadStep step) {
        try {
            switch (step.kind()) {
                case CREATE -> create(new ModelledUpload(step.which(), UploadKind.TUS, size(step)), 0);
                case CREATE_PART -> create(new ModelledUpload(step.which(), UploadKind.PARTIAL, size(step)), 0);
                case CREATE_CHUNKED -> create(new ModelledUpload(step.which(), UploadKind.CHUNKS, size(step)), 0);
                case CREATE_WITH_BYTES -> create(new ModelledUpload(step.which(), UploadKind.TUS, size(step)),
                        1 + step.amount() % size(step));
                case CONCATENATE -> concatenate(step);
                case APPEND -> append(step, Way.PLAIN);
                case APPEND_AT_WRONG_OFFSET -> append(step, Way.AT_WRONG_OFFSET);
                case APPEND_CHECKED -> append(step, Way.CHECKED);
                case APPEND_WRONG_CHECKSUM -> append(step, Way.WITH_WRONG_CHECKSUM);
                case APPEND_BROKEN -> append(step, Way.BROKEN);
                case APPEND_CONCURRENTLY -> append(step, Way.CONCURRENT);
                case HEAD -> known(step).forEach((upload) -> client().head(upload));
                case TERMINATE -> known(step).forEach((upload) -> client().terminate(upload));
                case REVERIFY -> known(step).forEach((upload) -> client().verifyAgain(upload));
                case CLEAN -> this.process.clean();
                case SWEEP -> this.process.sweep();
                case DELIVER -> deliver(step);
                case WAIT -> this.clock
                    .advance((step.amount() % 8 == 0) ? Duration.ofHours(25) : Duration.ofSeconds(step.amount() % 120));
                case RESTART -> restart(Loss.NOTHING);
                default -> arm(step);
            }
        }
        catch (SimulatedCrash | DataAccessException | TransactionException ex) {
            // A timer failed; its next run repeats it.
        }
    }

    private void arm(UploadStep step) {
        int at = 1 + step.amount() % 6;
        switch (step.kind()) {
            case FAIL -> this.disk.use(arm(FaultPlan.failAt(at), step));
            case DISK_FULL -> this.disk.use(arm(FaultPlan.fullFrom(at), step));
            case DISK_BROKEN -> this.disk.use(arm(FaultPlan.failFrom(at), step));
            case FAIL_COMMIT -> this.database.use(arm(FaultPlan.failAt(at), step));
            case LOSE_REPLY -> this.database.use(arm(FaultPlan.loseReplyOf(at), step));
            case CRASH -> {
                this.loss = Loss.values()[step.which() % Loss.values().length];
                FaultPlan crash = arm(FaultPlan.crashAt(1 + step.amount() % 12), step);
                this.disk.use(crash);
                this.database.use(crash);
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private FaultPlan arm(FaultPlan next, UploadStep step) {
        repair();
        this.plan = next;
        this.faultySteps = 2 + step.amount() % 4;
        return next;
    }

    private void repair() {
        this.plan = null;
        this.disk.use(FaultPlan.none());
        this.database.use(FaultPlan.none());
    }

    private void restart(Loss lost) {
        this.process.close();
        try {
            this.disk.lose(lost);
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        repair();
        this.process = start();
    }

    private SimulatedClient client() {
        return new SimulatedClient(this.process, this.clock, this.plan != null);
    }

    private static int size(UploadStep step) {
        return 1 + step.amount() % 40;
    }

    private void create(ModelledUpload upload, int withBytes) {
        if (this.uploads.stream().noneMatch((other) -> other.number() == upload.number())) {
            this.uploads.add(upload);
            create(upload, withBytes, client());
        }
    }

    private void create(ModelledUpload upload, int withBytes, SimulatedClient client) {
        if (!client.create(upload, withBytes)) {
            this.uploads.remove(upload);
        }
    }

    private void concatenate(UploadStep step) {
        List<ModelledUpload> parts = ModelledUpload.unused(this.uploads);
        int count = Math.min(parts.size(), 1 + step.amount() % 3);
        if (count > 0) {
            create(ModelledUpload.of(step.which(), parts.subList(0, count)), 0);
        }
    }

    private void append(UploadStep step, Way way) {
        known(step).forEach((upload) -> client().append(upload, way, step.amount(), () -> interrupt(upload, step)));
    }

    /** What happens in the middle of a request. */
    private void interrupt(ModelledUpload upload, UploadStep step) {
        switch (step.amount() % 5) {
            case 0 -> this.process.clean();
            case 1 -> client().head(upload);
            case 2 -> this.process.sweep();
            case 3 -> this.clock.advance(Duration.ofSeconds(step.amount() % 60));
            default -> {
                UploadResponse response = this.process
                    .send(new UploadRequest("PATCH", "/api/v1/uploads/tus/" + upload.requireId(), "Upload-Offset",
                            Long.toString(upload.acknowledged()))
                        .bytes(upload.bytes(upload.acknowledged(), upload.size(), true)));
                if (response.isSuccess()) {
                    throw new AssertionError("Two requests append to " + upload + ": " + response);
                }
            }
        }
    }

    private void deliver(UploadStep step) {
        switch (step.amount() % 5) {
            case 0 -> this.pipeline.fail(SimulatedPipeline.Fault.UNREACHABLE);
            case 1 -> this.pipeline.fail(SimulatedPipeline.Fault.NO_RESPONSE);
            case 2 -> {
                this.pipeline.fail(SimulatedPipeline.Fault.NONE);
                this.pipeline.fail(SimulatedPipeline.Fault.NO_RESPONSE);
            }
            default -> this.pipeline.recover();
        }
        this.process.deliver();
        this.pipeline.recover();
    }

    /** The chosen upload, once its client knows its URL. */
    private List<ModelledUpload> known(UploadStep step) {
        if (this.uploads.isEmpty()) {
            return List.of();
        }
        ModelledUpload upload = this.uploads.get(step.which() % this.uploads.size());
        if (!upload.isKnown()) {
            create(upload, 0, client());
        }
        return upload.isKnown() ? List.of(upload) : List.of();
    }

    /**
     * A power failure; after it everything works, and all clients finish their uploads.
     */
    private void finish() throws IOException {
        restart(Loss.UNSYNCED_BYTES_AND_NAMES);
        this.invariants.check(this.uploads, this.clock.instant());
        for (ModelledUpload upload : List.copyOf(this.uploads)) {
            if (!upload.isKnown()) {
                create(upload, 0, client());
            }
            if (upload.isKnown() && upload.isTerminating() && !upload.isTerminated()) {
                client().terminate(upload);
            }
            if (upload.isKnown() && upload.kind() != UploadKind.FINAL && !upload.isUsed()) {
                finish(upload);
            }
        }
        for (int round = 0; round < 8; round++) {
            this.clock.advance(Duration.ofMinutes(10));
            this.process.sweep();
            this.process.settle();
            while (this.process.deliver()) {
                this.invariants.check(this.uploads, this.clock.instant());
            }
        }
        for (int day = 0; day < 10; day++) {
            this.clock.advance(Duration.ofDays(1));
            this.process.clean();
            this.invariants.check(this.uploads, this.clock.instant());
        }
        this.invariants.checkAtRest(this.uploads);
    }

    private void finish(ModelledUpload upload) {
        client().head(upload);
        for (int i = 0; i < 10 && upload.state() == UploadState.OPEN; i++) {
            client().append(upload, Way.PLAIN, 3 * i, () -> {
            });
        }
        this.process.settle();
    }

    @Override
    public void close() {
        this.process.close();
    }

}

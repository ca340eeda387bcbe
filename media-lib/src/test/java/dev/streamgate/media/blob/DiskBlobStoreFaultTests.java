/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.streamgate.testing.fault.FaultPlan;
import dev.streamgate.testing.fault.FaultyFileSystem;
import dev.streamgate.testing.fault.FaultyFileSystem.Loss;
import dev.streamgate.testing.fault.SimulatedCrash;
import dev.streamgate.testing.history.Histories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Crashes, power failures and disk errors at every operation of a {@link DiskBlobStore}.
 * The model is a map of objects and one of staged uploads; an operation that did not
 * return has happened or not.
 */
class DiskBlobStoreFaultTests {

    private static final int HISTORIES = 200;

    @TempDir
    Path root;

    private FaultyFileSystem disk;

    private @Nullable DiskBlobStore store;

    private Loss loss = Loss.NOTHING;

    /** Possible contents by key; "" stands for no object. */
    private final Map<String, Set<String>> objects = new HashMap<>();

    private final Map<String, Set<String>> staged = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void aCrashBeforeAnyOperationLeavesObjectsWholeAndLosesNone(Loss lossOfCrash) throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.crashAt(n), lossOfCrash, DiskBlobStep.ALL);
        }
    }

    @Test
    void aFailureOfAnyOperationLeavesObjectsWholeAndLosesNone() throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.failAt(n), Loss.NOTHING, DiskBlobStep.ALL);
        }
    }

    @Test
    void aDiskThatFailsFromAnyOperationOnLeavesObjectsWholeAndLosesNone() throws IOException {
        int operations = operations();
        for (int n = 1; n <= operations; n++) {
            run(FaultPlan.failFrom(n), Loss.NOTHING, DiskBlobStep.ALL);
        }
    }

    @Test
    void generatedHistoriesLeaveObjectsWholeAndLoseNone() {
        Histories.of(DiskBlobStep::random, (steps) -> run(FaultPlan.none(), Loss.NOTHING, steps)).check(HISTORIES);
    }

    private int operations() throws IOException {
        FaultPlan counted = FaultPlan.none();
        run(counted, Loss.NOTHING, DiskBlobStep.ALL);
        assertThat(counted.count()).isGreaterThan(50);
        return counted.count();
    }

    private void run(FaultPlan plan, Loss lossOfCrash, List<DiskBlobStep> steps) throws IOException {
        Path folder = Files.createTempDirectory(this.root, "s");
        this.disk = FaultyFileSystem.over(folder, InstantSource.system());
        this.store = null;
        this.objects.clear();
        this.staged.clear();
        this.disk.use(plan);
        this.loss = lossOfCrash;
        try {
            for (DiskBlobStep step : steps) {
                attempt(step);
            }
            this.disk.use(FaultPlan.none());
            check();
            this.loss = Loss.UNSYNCED_BYTES_AND_NAMES;
            crashed();
        }
        catch (AssertionError | IOException | RuntimeException ex) {
            throw new AssertionError(plan + ", loss of " + lossOfCrash + ": " + ex.getMessage(), ex);
        }
    }

    private void attempt(DiskBlobStep step) throws IOException {
        try {
            perform(step);
        }
        catch (SimulatedCrash ex) {
            crashed();
        }
        catch (IOException ex) {
            // The disk fails; what the model holds possible is checked at the end.
        }
    }

    private void crashed() throws IOException {
        this.store = null;
        this.disk.lose(this.loss);
        check();
    }

    private DiskBlobStore store() throws IOException {
        DiskBlobStore open = this.store;
        if (open == null) {
            Path directory = this.disk.directory().resolve("media");
            open = new DiskBlobStore(directory, directory.resolve(".staging"));
            this.store = open;
        }
        return open;
    }

    private void perform(DiskBlobStep step) throws IOException {
        String key = step.name();
        switch (step.kind()) {
            case PUT -> {
                possible(this.objects, key, step.content());
                store().put(key, stream(step.content()), step.content().length());
                certain(this.objects, key, step.content());
            }
            case PUT_IF_ABSENT -> {
                if (possible(this.objects, key).equals(Set.of(""))) {
                    possible(this.objects, key, step.content());
                    if (store().putIfAbsent(key, stream(step.content()), step.content().length())) {
                        certain(this.objects, key, step.content());
                    }
                }
            }
            case DELETE -> {
                possible(this.objects, key, "");
                store().delete(key);
                certain(this.objects, key, "");
            }
            case DELETE_ALL -> {
                this.objects.keySet()
                    .stream()
                    .filter((each) -> each.startsWith(key))
                    .forEach((each) -> possible(this.objects, each, ""));
                store().deleteFolder(key);
                this.objects.keySet()
                    .stream()
                    .filter((each) -> each.startsWith(key))
                    .forEach((each) -> certain(this.objects, each, ""));
            }
            case APPEND, TRUNCATE, FINISH, DISCARD -> performOnUpload(step);
            case RESTART -> this.store = null;
            case CRASH -> crashLater(step);
            case FAIL -> this.disk.use(FaultPlan.failAt(step.number()));
        }
    }

    private void crashLater(DiskBlobStep step) {
        this.loss = Loss.values()[step.number() % Loss.values().length];
        this.disk.use(FaultPlan.crashAt(step.number()));
    }

    private void performOnUpload(DiskBlobStep step) throws IOException {
        String key = step.name();
        BlobUpload present = store().resume(key).orElse(null);
        if (present == null && step.kind() != DiskBlobStep.Kind.APPEND) {
            return;
        }
        if (present == null) {
            possible(this.staged, key, "", "empty");
        }
        try (BlobUpload upload = (present != null) ? present : store().begin(key)) {
            String before = read(upload.open(0));
            switch (step.kind()) {
                case APPEND -> {
                    // Bytes that arrived before a failure may be kept.
                    for (int length = 0; length <= step.content().length(); length++) {
                        possible(this.staged, key, before + step.content().substring(0, length));
                    }
                    upload.append(before.length(), stream(step.content()), 100, ByteSink.NONE);
                    certain(this.staged, key, before + step.content());
                }
                case TRUNCATE -> {
                    possible(this.staged, key, before, before.substring(0, before.length() / 2));
                    upload.truncate(before.length() / 2);
                    certain(this.staged, key, before.substring(0, before.length() / 2));
                }
                case FINISH -> {
                    possible(this.objects, key, before);
                    possible(this.staged, key, "");
                    upload.finish(key);
                    certain(this.objects, key, before);
                    certain(this.staged, key, "");
                }
                default -> {
                    possible(this.staged, key, "");
                    store().discard(key);
                    certain(this.staged, key, "");
                }
            }
        }
    }

    private void check() throws IOException {
        for (String key : this.objects.keySet()) {
            String found = store().exists(key) ? read(store().open(key)) : "";
            assertThat(possible(this.objects, key)).as("object " + key).contains(found);
        }
        for (String key : this.staged.keySet()) {
            BlobUpload upload = store().resume(key).orElse(null);
            try (BlobUpload open = upload) {
                String found = (open != null) ? read(open.open(0)) : "";
                assertThat(possible(this.staged, key)).as("upload " + key).contains(found);
            }
        }
    }

    private static Set<String> possible(Map<String, Set<String>> model, String key) {
        return model.computeIfAbsent(key, (absent) -> Set.of(""));
    }

    private static void possible(Map<String, Set<String>> model, String key, String... contents) {
        Set<String> all = new HashSet<>(possible(model, key));
        all.addAll(List.of(contents));
        model.put(key, all);
    }

    private static void certain(Map<String, Set<String>> model, String key, String content) {
        model.put(key, Set.of(content));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(InputStream content) throws IOException {
        try (content) {
            return new String(content.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.purge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.RecordingContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class PurgeTaskTests {

    private static final Instant STARTED = Instant.parse("2026-03-02T10:00:00Z");

    private static final List<String> KEYS = List.of(MediaKeys.presentation("p1"), MediaKeys.init("p1", "720p"),
            MediaKeys.segment("p1", "720p", 0), MediaKeys.segment("p1", "720p", 1));

    @TempDir
    private Path directory;

    @Test
    void aPackageIsDeletedWithItsPresentation() {
        purge(new RecordingContext(0), (blobs, purge) -> {
            purge.run();
            assertThat(blobs.list(MediaKeys.folder("p1"), null, 10)).isEmpty();
        });
    }

    @Test
    void aPausedPurgeKeepsThePackageThatWasMadeAgain() {
        ReplacingContext context = new ReplacingContext();
        purge(context, (blobs, purge) -> {
            context.blobs = blobs;
            assertThatIOException().isThrownBy(purge::run).withMessageContaining("newer");
            assertThat(blobs.list(MediaKeys.folder("p1"), null, 10)).hasSize(KEYS.size());
        });
    }

    private void purge(RecordingContext context, Check check) {
        new ApplicationContextRunner().withUserConfiguration(BlobStoreAutoConfiguration.class)
            .withPropertyValues("streamgate.blobs.directory=" + this.directory)
            .run((application) -> {
                BlobStore blobs = application.getBean(BlobStore.class);
                publish(blobs, STARTED.minusSeconds(60));
                PurgeTask task = new PurgeTask(blobs, new PresentationStore(blobs),
                        Clock.fixed(STARTED, ZoneOffset.UTC));
                check.check(blobs, () -> task.run(new MediaTask("c1", "uploads/a", "", "p1", null, 0, 0), context));
            });
    }

    private static void publish(BlobStore blobs, Instant time) throws IOException {
        for (String key : KEYS) {
            blobs.put(key, new ByteArrayInputStream(new byte[1]), 1);
            Files.setLastModifiedTime(blobs.localFile(key).orElseThrow(), FileTime.from(time));
        }
    }

    /** The runner is paused at its first check; meanwhile the package is made again. */
    private static final class ReplacingContext extends RecordingContext {

        private BlobStore blobs;

        private boolean paused;

        ReplacingContext() {
            super(0);
        }

        @Override
        public void checkActive() {
            if (!this.paused) {
                this.paused = true;
                try {
                    publish(this.blobs, STARTED.plusSeconds(60));
                }
                catch (IOException ex) {
                    throw new java.io.UncheckedIOException(ex);
                }
            }
        }

    }

    /** Runs with a store that holds the package. */
    @FunctionalInterface
    private interface Check {

        void check(BlobStore blobs, Purge purge) throws Exception;

    }

    /** Runs the task. */
    @FunctionalInterface
    private interface Purge extends org.assertj.core.api.ThrowableAssert.ThrowingCallable {

        void run() throws IOException;

        @Override
        default void call() throws Throwable {
            run();
        }

    }

}

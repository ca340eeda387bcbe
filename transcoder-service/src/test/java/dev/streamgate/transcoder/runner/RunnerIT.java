/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.testing.security.WithTestTokens;
import dev.streamgate.transcoder.runner.FakeQueue.Ended;

import static org.assertj.core.api.Assertions.assertThat;

/** The service with a queue over HTTP. */
@Timeout(120)
@WithTestTokens
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RunnerIT {

    @TempDir
    private static Path directory;

    private static FakeQueue queue = queue();

    @Autowired
    private BlobStore blobs;

    @Autowired
    private JsonMapper json;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.http.serviceclient.worker.base-url", queue::address);
        registry.add("streamgate.blobs.directory", () -> directory.resolve("blobs").toString());
        registry.add("streamgate.transcoder.source.scratch-directory", () -> directory.resolve("scratch"));
        registry.add("streamgate.transcoder.ladder.preset", () -> "ultrafast");
        registry.add("streamgate.transcoder.runner.lease-wait", () -> "1s");
    }

    private static FakeQueue queue() {
        try {
            return new FakeQueue();
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @AfterEach
    void resetQueue() {
        queue.down(false);
        queue.cancelAt(null);
        queue.loseAt(null);
    }

    @AfterAll
    static void stopQueue() {
        queue.close();
    }

    @Test
    void aVideoIsPlannedAndProducedWithProgressReports() throws Exception {
        Presentation presentation = plan(Clips.clip().size("640x480").seconds(13).write(file("a.mp4")));
        int segments = presentation.segments().size();
        queue.published().clear();
        String remux = queue.add(MediaTask.REMUX, task(presentation, List.of("source"), 0, segments));
        assertCompletes(remux);
        assertThat(queue.published()).isSorted().last().isEqualTo(segments);
        queue.published().clear();
        String encode = queue.add(MediaTask.ENCODE, task(presentation, List.of("360p", "240p"), 0, segments));
        assertCompletes(encode);
        assertThat(queue.published()).isSorted().last().isEqualTo(segments);
        for (String rendition : List.of("source", "360p", "240p")) {
            assertThat(this.blobs.exists(MediaKeys.segment(presentation.packageKey(), rendition, segments - 1)))
                .isTrue();
        }
        assertCompletes(queue.add(MediaTask.IMAGES, task(presentation, null, 0, 0)));
        assertThat(this.blobs.exists(MediaKeys.thumbnail(presentation.packageKey()))).isTrue();
        assertThat(this.blobs.exists(MediaKeys.storyboard(presentation.packageKey(), 0))).isTrue();
    }

    @Test
    void aTaskStopsAtItsReducedEnd() throws Exception {
        Presentation presentation = plan(longClip("near"));
        String id = queue.add(MediaTask.ENCODE, task(presentation, null, 0, presentation.segments().size()));
        queue.shrink(id, 1);
        assertCompletes(id);
        String packageKey = presentation.packageKey();
        String rendition = presentation.video().getFirst().name();
        assertThat(this.blobs.exists(MediaKeys.segment(packageKey, rendition, 0))).isTrue();
        assertThat(this.blobs.exists(MediaKeys.segment(packageKey, rendition, presentation.segments().size() - 1)))
            .isFalse();
    }

    @Test
    void aCancelledTaskIsNotReportedAndLeavesNoFiles() throws Exception {
        Presentation presentation = plan(longClip("cancel"));
        queue.cancelAt(1);
        queue.add(MediaTask.ENCODE, task(presentation, null, 0, presentation.segments().size()));
        // The slot leases the next task only after the cancelled one has ended.
        String next = queue.add(MediaTask.PURGE, task(presentation, null, 0, 0));
        assertCompletes(next);
        assertThat(this.blobs.list(MediaKeys.folder(presentation.packageKey()), null, 1)).isEmpty();
        assertScratchIsEmpty();
    }

    @Test
    void aTaskWithoutLeaseStops() throws Exception {
        Presentation presentation = plan(longClip("lost"));
        queue.loseAt(1);
        queue.add(MediaTask.ENCODE, task(presentation, null, 0, presentation.segments().size()));
        String next = queue.add(MediaTask.PLAN, new MediaTask("c", "uploads/none", "00", null, null, 0, 0));
        Ended ended = queue.awaitEnd();
        assertThat(ended.id()).isEqualTo(next);
        assertThat(this.blobs.exists(MediaKeys.segment(presentation.packageKey(),
                presentation.video().getFirst().name(), presentation.segments().size() - 1)))
            .isFalse();
    }

    @Test
    void anUnavailableQueueIsRetried() throws Exception {
        queue.down(true);
        String id = queue.add(MediaTask.PLAN, new MediaTask("c", "uploads/none", "00", null, null, 0, 0));
        assertThat(queue.hasNoEnded()).isTrue();
        queue.down(false);
        assertThat(queue.awaitEnd().id()).isEqualTo(id);
    }

    @Test
    void anAnswerThatSaysNothingAboutTheLeaseIsNoLossOfIt() throws Exception {
        queue.reject(401, 408, 429, 400, 403);
        String id = queue.add(MediaTask.PLAN, new MediaTask("c", "uploads/none", "00", null, null, 0, 0));
        assertThat(queue.awaitEnd().id()).isEqualTo(id);
        assertThat(queue.hasNoRejections()).isTrue();
    }

    @Test
    void aSourceThatIsNoMediaFailsWithoutRetry() throws Exception {
        assertPlanFails(new byte[0], "neither video nor sound");
        assertPlanFails("This is a text.".repeat(50).getBytes(StandardCharsets.UTF_8), "neither video nor sound");
        assertScratchIsEmpty();
    }

    private void assertPlanFails(byte[] content, String reason) throws Exception {
        String key = MediaKeys.source(UUID.randomUUID().toString());
        this.blobs.put(key, new ByteArrayInputStream(content), content.length);
        String id = queue.add(MediaTask.PLAN, new MediaTask("c", key, UUID.randomUUID().toString(), null, null, 0, 0));
        Ended ended = queue.awaitEnd();
        assertThat(ended.id()).isEqualTo(id);
        assertThat(ended.completed()).isFalse();
        assertThat(ended.body().path("retryable").asBoolean(true)).isFalse();
        assertThat(ended.body().path("error").asString()).contains(reason);
    }

    private Path longClip(String name) throws Exception {
        return Clips.clip()
            .size("320x180")
            .seconds(24)
            .silent()
            .video("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none")
            .output("-metadata", "title=" + name)
            .write(file(name + ".mp4"));
    }

    private Presentation plan(Path source) throws Exception {
        String key = MediaKeys.source(UUID.randomUUID().toString());
        try (InputStream in = Files.newInputStream(source)) {
            this.blobs.put(key, in, Files.size(source));
        }
        String id = queue.add(MediaTask.PLAN,
                new MediaTask("content", key, UUID.randomUUID().toString(), null, null, 0, 0));
        Ended ended = queue.awaitEnd();
        assertThat(ended.id()).isEqualTo(id);
        JsonNode presentation = ended.body().path("result").path("presentation");
        return this.json.treeToValue(presentation, Presentation.class);
    }

    private static MediaTask task(Presentation presentation, List<String> renditions, int from, int to) {
        return new MediaTask("content", presentation.sourceKey(), "unused", presentation.packageKey(), renditions, from,
                to);
    }

    private static void assertCompletes(String id) throws InterruptedException {
        Ended ended = queue.awaitEnd();
        assertThat(ended.id()).isEqualTo(id);
        assertThat(ended.completed()).as(ended.body().toString()).isTrue();
    }

    private static void assertScratchIsEmpty() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("scratch"))) {
            assertThat(files.filter((file) -> file.getFileName().toString().startsWith("task"))).isEmpty();
        }
    }

    private static Path file(String name) {
        return directory.resolve(name);
    }

}

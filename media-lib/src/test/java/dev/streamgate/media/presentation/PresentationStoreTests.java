/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.presentation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.AudioStream;
import dev.streamgate.contracts.media.Presentation.Colour;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.media.blob.BlobNotFoundException;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PresentationStoreTests {

    private static final Presentation PRESENTATION = new Presentation("key", "uploads/u", "uploads/u", 8, 1280, 720, 30,
            30_000, List.of(120_000L, 120_000L), List.of(120, 120),
            List.of(new VideoRendition("source", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.REMUX)),
            List.of(new AudioRendition(
                    "audio", "und", 2, 48_000, 128_000, "mp4a.40.2", List.of(384_000L), Mode.ENCODE)),
            new Storyboard(160, 90, 8, 1, 1, 8),
            new SourceStreams(-0.021,
                    new VideoStream(0, 0.04, false, 8, new Colour("bt709", "bt709", "bt709", false, 0)),
                    new AudioStream(1, 0, 2)));

    /** Written before plan version 3. */
    private static final String WITHOUT_STREAMS = """
            {"packageKey": "old", "sourceKey": "uploads/u", "mediaKey": "media/old/media.bin", "duration": 4.0,
             "width": 320, "height": 180, "frameRate": 30.0, "timescale": 30000, "segments": [120000], "frames": [120],
             "video": [{"name": "240p", "width": 320, "height": 180, "bandwidth": 450000, "averageBandwidth": 300000,
                        "codecs": "avc1.64000d", "mode": "ENCODE"}],
             "audio": [], "storyboard": null}""";

    @TempDir
    private Path directory;

    private AnnotationConfigApplicationContext context;

    private BlobStore blobs;

    private PresentationStore presentations;

    @BeforeEach
    void start() {
        this.context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("streamgate.blobs.directory=" + this.directory).applyTo(this.context);
        this.context.register(BlobStoreAutoConfiguration.class, PresentationStoreAutoConfiguration.class);
        this.context.refresh();
        this.blobs = this.context.getBean(BlobStore.class);
        this.presentations = this.context.getBean(PresentationStore.class);
    }

    @AfterEach
    void stop() {
        this.context.close();
    }

    @Test
    void aSavedPresentationIsReadBack() throws IOException {
        assertThat(this.presentations.saveIfAbsent(PRESENTATION)).isEqualTo(PRESENTATION);
        assertThat(this.presentations.find("key")).contains(PRESENTATION);
        assertThat(this.presentations.get("key")).isEqualTo(PRESENTATION);
    }

    @Test
    void theFirstPresentationOfAPackageIsKept() throws IOException {
        Presentation other = new Presentation("key", "uploads/other", "uploads/other", 8, 0, 0, 0, 1, List.of(),
                List.of(), List.of(), PRESENTATION.audio(), null, null);
        this.presentations.saveIfAbsent(PRESENTATION);
        assertThat(this.presentations.saveIfAbsent(other)).isEqualTo(PRESENTATION);
        assertThat(this.presentations.get("key")).isEqualTo(PRESENTATION);
    }

    @Test
    void aMissingPresentationIsNotFound() throws IOException {
        assertThat(this.presentations.find("none")).isEmpty();
        assertThatExceptionOfType(BlobNotFoundException.class).isThrownBy(() -> this.presentations.get("none"));
        this.presentations.delete("none");
    }

    @Test
    void aDeletedPresentationIsGone() throws IOException {
        this.presentations.saveIfAbsent(PRESENTATION);
        this.presentations.delete("key");
        assertThat(this.presentations.find("key")).isEmpty();
    }

    @Test
    void aPresentationOfAnOlderVersionHasNoStreams() throws IOException {
        write("old", WITHOUT_STREAMS);
        Presentation old = this.presentations.get("old");
        assertThat(old.streams()).isNull();
        assertThat(old.mediaKey()).isEqualTo("media/old/media.bin");
        assertThat(old.video()).singleElement().extracting(VideoRendition::mode).isEqualTo(Mode.ENCODE);
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() throws IOException {
        write("old",
                WITHOUT_STREAMS.replace("\"audio\": []", "\"audio\": [], \"subtitles\": [{\"language\": \"de\"}]"));
        assertThat(this.presentations.get("old").audio()).isEmpty();
    }

    private void write(String packageKey, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        this.blobs.put(MediaKeys.presentation(packageKey), new ByteArrayInputStream(content), content.length);
    }

}

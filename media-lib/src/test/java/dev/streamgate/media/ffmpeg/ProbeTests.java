/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.Probe.Video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class ProbeTests {

    @TempDir
    private Path directory;

    @Test
    void anOrdinaryClipIsDescribed() throws Exception {
        Path clip = Clips.clip().rate("30000/1001").seconds(2).write(this.directory.resolve("a.mp4"));
        Probe probe = Clips.ffmpeg().probe(clip);
        assertThat(probe.isMp4()).isTrue();
        assertThat(probe.duration()).isCloseTo(2.0, within(0.1));
        Video video = probe.video();
        assertThat(video).isNotNull();
        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.width()).isEqualTo(320);
        assertThat(video.rawRate()).isEqualTo(new Ratio(30000, 1001));
        assertThat(video.rotation()).isZero();
        assertThat(video.interlaced()).isFalse();
        assertThat(video.bitDepth()).isEqualTo(8);
        assertThat(probe.audio()).singleElement().satisfies((audio) -> {
            assertThat(audio.codec()).isEqualTo("aac");
            assertThat(audio.profile()).isEqualTo("LC");
            assertThat(audio.channels()).isEqualTo(2);
            assertThat(audio.sampleRate()).isEqualTo(48_000);
        });
    }

    @Test
    void rotationIsReported() throws Exception {
        Path clip = Clips.clip().silent().seconds(1).write(this.directory.resolve("a.mp4"));
        Path rotated = this.directory.resolve("rotated.mp4");
        Clips.run("-display_rotation", "-90", "-i", clip.toString(), "-c", "copy", rotated.toString());
        Video video = Clips.ffmpeg().probe(rotated).video();
        assertThat(video).isNotNull();
        assertThat(video.rotation()).isEqualTo(90);
        assertThat(video.mirrored()).isFalse();
    }

    @Test
    void bitDepthAndPixelAspectRatioAreReported() throws Exception {
        Path clip = Clips.clip()
            .silent()
            .seconds(1)
            .filter("setsar=4/3")
            .video("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le")
            .write(this.directory.resolve("a.mkv"));
        Video video = Clips.ffmpeg().probe(clip).video();
        assertThat(video).isNotNull();
        assertThat(video.bitDepth()).isEqualTo(10);
        assertThat(video.sampleAspectRatio()).isEqualTo(new Ratio(4, 3));
        assertThat(video.duration()).isCloseTo(1.0, within(0.1));
    }

    @Test
    void theFileNameIsIgnored() throws Exception {
        Path clip = Clips.clip().seconds(1).write(this.directory.resolve("a.mkv"));
        Path renamed = Files.move(clip, this.directory.resolve("holiday.txt"));
        assertThat(Clips.ffmpeg().probe(renamed).format()).contains("matroska");
    }

    @Test
    void aFileThatIsNoMediaIsRejectedWithAReason() throws Exception {
        assertRejected(new byte[0], "neither video nor sound");
        assertRejected("Dear diary, today I made no video.\n".repeat(100).getBytes(StandardCharsets.UTF_8),
                "neither video nor sound");
        Path clip = Clips.clip().seconds(2).write(this.directory.resolve("whole.mp4"));
        byte[] whole = Files.readAllBytes(clip);
        assertRejected(Arrays.copyOf(whole, whole.length / 2), "incomplete");
    }

    @Test
    void aPlaylistOfOtherFilesIsNotFollowed() throws Exception {
        Path clip = Clips.clip().seconds(1).write(this.directory.resolve("secret.ts"));
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + clip + "\n#EXT-X-ENDLIST\n";
        assertRejected(playlist.getBytes(StandardCharsets.UTF_8), "neither video nor sound");
        String concat = "ffconcat version 1.0\nfile " + clip + "\n";
        assertRejected(concat.getBytes(StandardCharsets.UTF_8), "neither video nor sound");
    }

    private void assertRejected(byte[] content, String reason) throws Exception {
        Path file = Files.write(this.directory.resolve("upload.mp4"), content);
        assertThatExceptionOfType(UnreadableMediaException.class).isThrownBy(() -> Clips.ffmpeg().probe(file))
            .withMessageContaining(reason);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.ffmpeg.Probe.Chapter;
import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.Probe.Subtitle;
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
        Path rotated = Clips.rotate(clip, 90, this.directory.resolve("rotated.mp4"));
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
    }

    @Test
    void packetsTellWhenStreamsStartAndEnd() throws Exception {
        Path clip = Clips.clip()
            .rate("25")
            .seconds(2)
            .output("-output_ts_offset", "100")
            .write(this.directory.resolve("a.mkv"));
        Probe probe = Clips.ffmpeg().probe(clip);
        StreamTimes video = Clips.ffmpeg().packets(clip).get(probe.videos().getFirst().index());
        assertThat(video).isNotNull();
        assertThat(video.count()).isEqualTo(50);
        assertThat(video.end() - video.start()).isCloseTo(2, within(0.001));
        assertThat(video.last()).isCloseTo(video.end() - 0.04, within(0.001));
        assertThat(Clips.ffmpeg().decodes(clip, probe.audio().getFirst().index())).isTrue();
        assertThat(Clips.ffmpeg().decodes(clip, 7)).isFalse();
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
    void aRejectionNamesTheAcceptedFormats() throws Exception {
        assertRejected("no media".getBytes(StandardCharsets.UTF_8), "Accepted are MP4, MOV, ");
    }

    @Test
    void animatedGifAndAiffAreMedia() throws Exception {
        Path gif = this.directory.resolve("a.gif");
        Clips.run("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10:duration=1", "-f", "gif", gif.toString());
        assertThat(Clips.ffmpeg().probe(gif)).satisfies((probe) -> {
            assertThat(probe.video()).isNotNull();
            assertThat(probe.video().codec()).isEqualTo("gif");
            assertThat(probe.duration()).isCloseTo(1, within(0.11));
        });
        for (String format : List.of("aiff", "caf", "au", "w64")) {
            Path sound = this.directory.resolve("a." + format);
            Clips.run("-f", "lavfi", "-i", "sine=duration=1", "-f", format, sound.toString());
            assertThat(Clips.ffmpeg().probe(sound).audio()).as(format).hasSize(1);
        }
    }

    @Test
    void subtitlesChaptersAndCoverAreReported() throws Exception {
        Path text = Files.writeString(this.directory.resolve("a.srt"), "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n");
        Path chapters = Files.writeString(this.directory.resolve("chapters.txt"), """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=1500
                title=Start
                [CHAPTER]
                TIMEBASE=1/1000
                START=1500
                END=2000
                """);
        Path clip = this.directory.resolve("a.mkv");
        Clips.run("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10:duration=2", "-i", text.toString(), "-i",
                chapters.toString(), "-map", "0", "-map", "1", "-map", "1", "-map_metadata", "2", "-c:v", "libx264",
                "-c:s", "srt", "-metadata:s:s:0", "language=ger", "-metadata:s:s:0", "title=Deutsch",
                "-disposition:s:1", "forced", clip.toString());
        Probe probe = Clips.ffmpeg().probe(clip);
        assertThat(probe.subtitles()).containsExactly(new Subtitle(1, "subrip", "ger", "Deutsch", false, false),
                new Subtitle(2, "subrip", "und", null, false, true));
        assertThat(probe.subtitles()).allMatch(Subtitle::isText);
        assertThat(probe.chapters()).containsExactly(new Chapter(0, 1.5, "Start"), new Chapter(1.5, 2, ""));
        assertThat(probe.cover()).isNull();
        Path picture = this.directory.resolve("cover.jpg");
        Clips.run("-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", picture.toString());
        Path song = this.directory.resolve("a.mp3");
        Clips.run("-f", "lavfi", "-i", "sine=duration=1", "-i", picture.toString(), "-map", "0", "-map", "1", "-c:a",
                "libmp3lame", "-c:v", "copy", "-disposition:v", "attached_pic", song.toString());
        Probe sound = Clips.ffmpeg().probe(song);
        assertThat(sound.video()).isNull();
        assertThat(sound.cover()).isEqualTo(1);
    }

    @Test
    void aPlaylistOfOtherFilesIsNotFollowed() throws Exception {
        Path clip = Clips.clip().seconds(1).write(this.directory.resolve("secret.ts"));
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + clip + "\n#EXT-X-ENDLIST\n";
        assertRejected(playlist.getBytes(StandardCharsets.UTF_8), "neither video nor sound");
        String concat = "ffconcat version 1.0\nfile " + clip + "\n";
        assertRejected(concat.getBytes(StandardCharsets.UTF_8), "neither video nor sound");
    }

    /**
     * The shell's statuses for a missing program, one without permission, a killed one;
     * for a fork that fails and for lack of memory; and messages of ffprobe itself.
     */
    @ParameterizedTest
    @ValueSource(strings = { "exit 127", "exit 126", "kill -9 $$", "exit 130", "exit 2", "exit 125", "exit 1",
            "echo \"$last: Cannot allocate memory\" >&2; exit 1", "echo \"$last: Input/output error\" >&2; exit 1" })
    void anFfprobeThatCouldNotRunSaysNothingAboutTheFile(String script) throws Exception {
        Path file = Clips.clip().seconds(1).write(this.directory.resolve("good.mp4"));
        Ffmpeg ffmpeg = scripted(script);
        assertThatExceptionOfType(FfmpegException.class).isThrownBy(() -> ffmpeg.probe(file));
    }

    @ParameterizedTest
    @ValueSource(strings = { "exit 127", "kill -9 $$", "exit 129", "exit 130", "kill -BUS $$",
            "echo 'Cannot allocate memory' >&2; exit 1", "echo 'Exiting normally, received signal 15.' >&2; exit 255" })
    void anFfmpegThatCouldNotRunSaysNothingAboutTheTracks(String script) throws Exception {
        Path file = Clips.clip().seconds(1).write(this.directory.resolve("good.mp4"));
        Ffmpeg ffmpeg = scripted(script);
        assertThatExceptionOfType(FfmpegException.class).isThrownBy(() -> ffmpeg.decodes(file, 0));
        assertThatExceptionOfType(FfmpegException.class).isThrownBy(() -> ffmpeg.packets(file));
    }

    private Ffmpeg scripted(String script) throws IOException {
        Path program = Files.writeString(this.directory.resolve("scripted"),
                "#!/bin/sh\nfor last; do :; done\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        FfmpegInstallation broken = new FfmpegInstallation(FfmpegInstallation.Origin.CONFIGURED, program, program,
                Map.of(), "sample", "0", List.of());
        return new Ffmpeg(
                broken, FfmpegSandbox.NONE, new FfmpegProperties(null, null, DataSize.ofGigabytes(6), 0,
                        Duration.ofSeconds(30), 1_000_000, FfmpegProperties.Sandbox.OFF),
                JsonMapper.shared(), FfmpegListener.NONE);
    }

    private void assertRejected(byte[] content, String reason) throws Exception {
        Path file = Files.write(this.directory.resolve("upload.mp4"), content);
        assertThatExceptionOfType(UnreadableMediaException.class).isThrownBy(() -> Clips.ffmpeg().probe(file))
            .withMessageContaining(reason);
    }

}

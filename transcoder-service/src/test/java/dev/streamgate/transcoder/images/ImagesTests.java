/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.media.clips.Clips;
import dev.streamgate.transcoder.MediaBench;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ImagesTests {

    @TempDir
    private Path directory;

    @Test
    void thumbnailAndStoryboardHaveThePlannedSize() throws Exception {
        Path source = Clips.clip().size("640x360").seconds(13).write(this.directory.resolve("a.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            Storyboard storyboard = presentation.storyboard();
            assertThat(storyboard).isEqualTo(new Storyboard(160, 90, 10, 2, 1, 13));
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertThat(size(bench, MediaKeys.thumbnail(presentation.packageKey()))).isEqualTo("640x360");
            assertThat(size(bench, MediaKeys.storyboard(presentation.packageKey(), 0))).isEqualTo("1600x180");
            assertThat(bench.blobs().exists(MediaKeys.storyboard(presentation.packageKey(), 1))).isFalse();
        }
    }

    @Test
    void aThumbnailIsNotBlackUnlessTheWholeVideoIs() throws Exception {
        Path source = Clips.clip()
            .size("320x180")
            .seconds(8)
            .filter("drawbox=t=fill:c=black:enable='lt(t,3)'")
            .write(this.directory.resolve("late.mp4"));
        Path black = Clips.clip()
            .size("320x180")
            .seconds(2)
            .filter("drawbox=t=fill:c=black")
            .write(this.directory.resolve("black.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation late = bench.plan(source);
            bench.make(MediaTask.IMAGES, late, null, 0, 0);
            assertThat(brightness(bench, MediaKeys.thumbnail(late.packageKey()))).isGreaterThan(60);
            Presentation dark = bench.plan(black);
            bench.make(MediaTask.IMAGES, dark, null, 0, 0);
            assertThat(bench.blobs().exists(MediaKeys.thumbnail(dark.packageKey()))).isTrue();
        }
    }

    @Test
    void theThumbnailIsSharpWithContrastAndDetail() throws Exception {
        // In this order: black, a card, blurred, fading, and the picture itself.
        Path source = Clips.clip()
            .size("320x180")
            .seconds(10)
            .filter("drawbox=t=fill:c=black:enable='lt(t,2)',drawbox=t=fill:c=0x205080:enable='between(t,2,3.99)',"
                    + "drawbox=x=100:y=80:w=120:h=20:t=fill:c=white:enable='between(t,2,3.99)',"
                    + "boxblur=12:2:enable='between(t,4,5.99)',lutyuv=y='128+(val-128)/5':enable='between(t,6,7.99)',"
                    + "drawbox=x=0:y=0:w=40:h=40:t=fill:c=red:enable='gte(t,8)'")
            .write(this.directory.resolve("parts.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertThat(isRed(picture(bench, MediaKeys.thumbnail(presentation.packageKey())).getRGB(10, 10))).isTrue();
        }
    }

    @Test
    void aVideoWithOneBlackKeyFrameHasAnotherThumbnail() throws Exception {
        Path source = Clips.clip()
            .size("320x180")
            .seconds(6)
            .video("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "1000", "-sc_threshold", "0")
            .filter("drawbox=t=fill:c=black:enable='lt(t,3)'")
            .write(this.directory.resolve("one.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertThat(PictureScore.of(picture(bench, MediaKeys.thumbnail(presentation.packageKey()))))
                .isGreaterThan(PictureScore.ACCEPTABLE);
        }
    }

    @Test
    void tilesBetweenSparseKeyFramesShowTheirOwnTime() throws Exception {
        Path source = Clips.clip()
            .size("320x180")
            .seconds(6)
            .video("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "1000", "-sc_threshold", "0")
            .filter("drawbox=t=fill:c=0x2040a0:enable='lt(t,2.5)',drawbox=t=fill:c=red:enable='gte(t,2.5)'")
            .write(this.directory.resolve("sparse.mp4"));
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(source);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            BufferedImage page = picture(bench, MediaKeys.storyboard(presentation.packageKey(), 0));
            for (int tile = 0; tile < 6; tile++) {
                assertThat(isRed(page.getRGB(tile * 160 + 80, 45))).as("tile %d", tile).isEqualTo(tile > 2);
            }
        }
    }

    private static boolean isRed(int rgb) {
        return (rgb >> 16 & 0xff) > 180 && (rgb >> 8 & 0xff) < 90 && (rgb & 0xff) < 90;
    }

    private static BufferedImage picture(MediaBench bench, String key) throws IOException {
        try (InputStream in = bench.blobs().open(key)) {
            return ImageIO.read(in);
        }
    }

    private String size(MediaBench bench, String key) throws IOException, InterruptedException {
        Path result = filter(bench, key, "signalstats,metadata=print:key=lavfi.signalstats.YAVG");
        assertThat(result).isNotEmptyFile();
        Path picture = this.directory.resolve("picture.mkv");
        Clips.run("-i", this.directory.resolve("picture.jpg").toString(), "-c", "copy", picture.toString());
        var video = Clips.ffmpeg().probe(picture).video();
        return (video != null) ? video.width() + "x" + video.height() : "";
    }

    private double brightness(MediaBench bench, String key) throws IOException, InterruptedException {
        Path result = filter(bench, key, "signalstats,metadata=print:key=lavfi.signalstats.YAVG");
        return Files.readAllLines(result)
            .stream()
            .filter((line) -> line.startsWith("lavfi"))
            .mapToDouble((line) -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
            .average()
            .orElseThrow();
    }

    private Path filter(MediaBench bench, String key, String filter) throws IOException, InterruptedException {
        Path picture = this.directory.resolve("picture.jpg");
        try (InputStream in = bench.blobs().open(key)) {
            Files.write(picture, in.readAllBytes());
        }
        Path result = this.directory.resolve("result.txt");
        Clips.run("-i", picture.toString(), "-vf", filter + ":file=" + result, "-f", "null", "-");
        return result;
    }

}

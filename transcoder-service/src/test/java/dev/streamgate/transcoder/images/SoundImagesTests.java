/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.image.BufferedImage;
import java.io.InputStream;
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
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class SoundImagesTests {

    /** The second of two seconds is loud. */
    private static final String SOUND = "aevalsrc='0.9*sin(2*PI*440*t)*gte(t,1)':s=44100:d=2";

    @TempDir
    private Path directory;

    @Test
    void theCoverIsTheThumbnailAndTheWaveformTheStoryboard() throws Exception {
        Path cover = this.directory.resolve("cover.png");
        Clips.run("-f", "lavfi", "-i", "color=red:size=801x801", "-frames:v", "1", cover.toString());
        Path song = this.directory.resolve("song.mp3");
        Clips.run("-f", "lavfi", "-i", SOUND, "-i", cover.toString(), "-map", "0", "-map", "1", "-c:a", "libmp3lame",
                "-c:v", "copy", "-disposition:v", "attached_pic", song.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(song);
            assertThat(presentation.video()).isEmpty();
            assertThat(presentation.storyboard()).isEqualTo(new Storyboard(160, 90, 2, 1, 1, 2));
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            BufferedImage thumbnail = read(bench, MediaKeys.thumbnail(presentation.packageKey()));
            assertThat(thumbnail.getWidth()).isEqualTo(640);
            assertThat(thumbnail.getHeight()).isEqualTo(640);
            assertThat(thumbnail.getRGB(300, 300) >> 16 & 0xff).isCloseTo(254, within(6));
            assertWaveform(read(bench, MediaKeys.storyboard(presentation.packageKey(), 0)), 320, 90, 320d / 2);
        }
    }

    @Test
    void withoutACoverTheThumbnailIsTheWaveform() throws Exception {
        Path song = this.directory.resolve("song.flac");
        Clips.run("-f", "lavfi", "-i", SOUND, song.toString());
        try (MediaBench bench = new MediaBench(this.directory)) {
            Presentation presentation = bench.plan(song);
            bench.make(MediaTask.IMAGES, presentation, null, 0, 0);
            assertWaveform(read(bench, MediaKeys.thumbnail(presentation.packageKey())), 640, 360, 640d / 2);
        }
    }

    /** Half of the way up, a column is dark where the sound is silent. */
    private static void assertWaveform(BufferedImage image, int width, int height, double second) {
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(image.getRGB((int) (second * 0.8), height / 4) & 0xff).isLessThan(80);
        assertThat(image.getRGB((int) (second * 1.2), height / 4) & 0xff).isGreaterThan(200);
    }

    private static BufferedImage read(MediaBench bench, String key) throws Exception {
        try (InputStream in = bench.blobs().open(key)) {
            return ImageIO.read(in);
        }
    }

}

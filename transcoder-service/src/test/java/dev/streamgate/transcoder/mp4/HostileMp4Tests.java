/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.MediaBench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Files made to hurt end in a sentence, not in a heap that is full. */
@Timeout(60)
class HostileMp4Tests {

    @TempDir
    private static Path directory;

    private static byte[] whole;

    @BeforeAll
    static void makeClip() throws Exception {
        Path clip = Clips.clip().seconds(3).output("-movflags", "+faststart").write(directory.resolve("whole.mp4"));
        whole = Files.readAllBytes(clip);
    }

    @Test
    void aFileThatEndsTooEarlyIsIncomplete() throws Exception {
        assertThatItIsRefused(Arrays.copyOf(whole, whole.length - 1000), "incomplete");
        assertThatItIsRefused(Arrays.copyOf(whole, whole.length / 2), "incomplete");
        assertThatItIsRefused(Arrays.copyOf(whole, 400), "incomplete");
    }

    @Test
    void moreSamplesThanThereIsTableIsDamage() throws Exception {
        assertThatItIsRefused(with("stsz", 8, 0x7fffffff), "damaged");
        assertThatItIsRefused(with("stts", 4, 0x10000000), "damaged");
        assertThatItIsRefused(with("stco", 4, 0x7fffffff), "damaged");
        assertThatItIsRefused(with("stsc", 4, 0x7fffffff), "damaged");
    }

    @Test
    void aBillionSamplesOfOneSizeAreNotListed() throws Exception {
        byte[] bomb = whole.clone();
        ByteBuffer.wrap(bomb).putInt(find("stsz") + 8, 1).putInt(find("stsz") + 12, 0x7fffffff);
        Path file = Files.write(directory.resolve("bomb.mp4"), bomb);
        assertThatExceptionOfType(UnsupportedMp4Exception.class).isThrownBy(() -> Mp4Index.read(file))
            .withMessageContaining("too many samples");
    }

    @Test
    void dataBeyondTheEndIsIncomplete() throws Exception {
        assertThatItIsRefused(with("stco", 8, 0x7fffffff), "incomplete");
    }

    @Test
    void aPictureOfTenBillionPixelsIsRefusedBeforeItIsDecoded() throws Exception {
        Path clip = Clips.clip().silent().seconds(1).video("-c:v", "ffv1").write(directory.resolve("small.avi"));
        byte[] bytes = Files.readAllBytes(clip);
        int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("strf") + 8;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(header + 4, 100_000).putInt(header + 8, 100_000);
        Path source = Files.write(directory.resolve("huge.avi"), bytes);
        try (MediaBench bench = new MediaBench(directory)) {
            assertThatExceptionOfType(UnreadableMediaException.class).isThrownBy(() -> bench.plan(source));
            assertThat(bench.blobs().list("media/", null, 10)).isEmpty();
        }
    }

    @Test
    void noByteThatIsTurnedEndsInAnythingButASentence() throws Exception {
        Random random = new Random(7);
        int index = find("moov");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 3; i++) {
                bytes[index + random.nextInt(3000)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(directory.resolve("turned.mp4"), bytes);
            try {
                Mp4Track video = Mp4Index.read(file).video();
                if (video != null) {
                    VideoTimeline.of(video.samples());
                }
            }
            catch (UnreadableMediaException | UnsupportedMp4Exception ex) {
                assertThat(ex).hasMessageContaining(" ");
            }
        }
    }

    private static void assertThatItIsRefused(byte[] content, String sentence) throws IOException {
        Path file = Files.write(directory.resolve("hostile.mp4"), content);
        assertThatExceptionOfType(UnreadableMediaException.class).isThrownBy(() -> Mp4Index.read(file))
            .withMessageContaining(sentence);
    }

    private static byte[] with(String box, int offset, int value) {
        byte[] bytes = whole.clone();
        ByteBuffer.wrap(bytes).putInt(find(box) + 4 + offset, value);
        return bytes;
    }

    private static int find(String box) {
        return new String(whole, StandardCharsets.ISO_8859_1).indexOf(box);
    }

}

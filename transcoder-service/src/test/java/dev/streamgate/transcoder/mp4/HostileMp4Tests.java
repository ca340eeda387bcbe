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

/** Malicious files are rejected with a reason and do not exhaust memory. */
@Timeout(60)
class HostileMp4Tests {

    @TempDir
    private static Path directory;

    private static byte[] intact;

    @BeforeAll
    static void makeClip() throws Exception {
        Path clip = Clips.clip().seconds(3).output("-movflags", "+faststart").write(directory.resolve("intact.mp4"));
        intact = Files.readAllBytes(clip);
    }

    @Test
    void aTruncatedFileIsIncomplete() throws Exception {
        assertRejected(Arrays.copyOf(intact, intact.length - 1000), "incomplete");
        assertRejected(Arrays.copyOf(intact, intact.length / 2), "incomplete");
        assertRejected(Arrays.copyOf(intact, 400), "incomplete");
    }

    @Test
    void anEntryCountBeyondItsTableIsDamage() throws Exception {
        assertUnsupported(with("stsz", 8, 0x7fffffff), "damaged");
        assertUnsupported(with("stts", 4, 0x10000000), "damaged");
        assertUnsupported(with("stco", 4, 0x7fffffff), "damaged");
        assertUnsupported(with("stsc", 4, 0x7fffffff), "damaged");
    }

    @Test
    void aHugeSampleCountIsRejected() throws Exception {
        byte[] bomb = intact.clone();
        ByteBuffer.wrap(bomb).putInt(find("stsz") + 8, 1).putInt(find("stsz") + 12, 0x7fffffff);
        assertUnsupported(bomb, "too many samples");
    }

    @Test
    void dataBeyondTheEndOfTheFileIsIncomplete() throws Exception {
        assertRejected(with("stco", 8, 0x7fffffff), "incomplete");
    }

    @Test
    void aPictureOfTenBillionPixelsIsRejectedBeforeItIsDecoded() throws Exception {
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
    void randomCorruptionIsRejectedWithAReason() throws Exception {
        Random random = new Random(7);
        int index = find("moov");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = intact.clone();
            for (int i = 0; i < 3; i++) {
                bytes[index + random.nextInt(3000)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(directory.resolve("corrupt.mp4"), bytes);
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

    /** ffmpeg may read what this parser does not. */
    private static void assertUnsupported(byte[] content, String reason) throws IOException {
        Path file = Files.write(directory.resolve("odd.mp4"), content);
        assertThatExceptionOfType(UnsupportedMp4Exception.class).isThrownBy(() -> Mp4Index.read(file))
            .withMessageContaining(reason);
    }

    private static void assertRejected(byte[] content, String reason) throws IOException {
        Path file = Files.write(directory.resolve("hostile.mp4"), content);
        assertThatExceptionOfType(UnreadableMediaException.class).isThrownBy(() -> Mp4Index.read(file))
            .withMessageContaining(reason);
    }

    private static byte[] with(String box, int offset, int value) {
        byte[] bytes = intact.clone();
        ByteBuffer.wrap(bytes).putInt(find(box) + 4 + offset, value);
        return bytes;
    }

    private static int find(String box) {
        return new String(intact, StandardCharsets.ISO_8859_1).indexOf(box);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class PacketReaderTests {

    private final PacketReader packets = new PacketReader(4);

    @Test
    void theTimesOfAllStreamsAreRead() throws IOException {
        read("video|0|0.040000|0.000000|0.040000|K__", "audio|1|0.000000|0.000000|0.020000|K__",
                "video|0|0.000000|0.000000|0.040000|___", "side data");
        assertThat(this.packets.times()).containsOnlyKeys(0, 1);
        assertThat(this.packets.times().get(0).toArray()).containsExactly(0, 0.04);
    }

    @Test
    void aFileOfTooManyPacketsIsRefusedWhateverTheirStream() {
        String sound = "audio|1|0.000000|0.000000|0.020000|K__";
        String discarded = "audio|2|N/A|N/A|N/A|_D_";
        assertThatExceptionOfType(UnreadableMediaException.class)
            .isThrownBy(() -> read(sound, discarded, discarded, sound, sound))
            .withMessage("The file has more than 4 packets.");
    }

    @Test
    void theTimeLimitGrowsWithTheFile() {
        assertThat(Ffmpeg.packetsTimeLimit(30_000)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Ffmpeg.packetsTimeLimit(6_000_000_000L)).isEqualTo(Duration.ofMinutes(7));
        assertThat(Ffmpeg.packetsTimeLimit(Long.MAX_VALUE)).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void samplesThatADecoderDropsDoNotCount() throws Exception {
        StreamTimes mp3 = times("""
                audio|0|0.000000|0.000000|0.024000|K__|1105|0
                audio|0|0.024000|0.024000|0.024000|K__
                audio|0|0.048000|0.048000|0.024000|K__|0|480

                0|48000
                """);
        assertThat(mp3.start()).isCloseTo(1105 / 48_000d, within(1e-6));
        assertThat(mp3.end()).isCloseTo(0.062, within(1e-6));
    }

    @Test
    void aDurationWithoutTheDroppedSamplesIsKept() throws Exception {
        StreamTimes opus = times("""
                audio|0|-0.006500|-0.006500|0.020000|K__|312|0
                audio|0|0.013500|0.013500|0.020000|K__
                audio|0|0.033500|0.033500|0.006500|K__|0|648
                0|48000
                """);
        assertThat(opus.start()).isCloseTo(0, within(1e-6));
        assertThat(opus.end()).isCloseTo(0.040, within(1e-6));
    }

    @Test
    void packetsHiddenByAnEditListAndOtherLinesAreIgnored() throws Exception {
        StreamTimes times = times("""
                audio|0|-0.021333|-0.021333|0.021333|KD_|
                H.26[45] User Data Unregistered SEI message|x
                audio|0|0.000000|N/A|0.021333|K__|
                audio|0|0.021333|N/A|0.021333|K__
                0|48000
                """);
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.start()).isZero();
        assertThat(times.end()).isCloseTo(0.042666, within(1e-6));
    }

    private StreamTimes times(String output) throws IOException {
        read(output);
        return Objects.requireNonNull(this.packets.times().get(0));
    }

    private void read(String... lines) throws IOException {
        this.packets.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII)));
    }

}

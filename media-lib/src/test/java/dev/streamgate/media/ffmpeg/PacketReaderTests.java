/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    private void read(String... lines) throws IOException {
        this.packets.read(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII)));
    }

}

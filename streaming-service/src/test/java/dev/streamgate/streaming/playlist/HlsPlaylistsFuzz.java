/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A media playlist states every duration, whatever the ticks and the timescale. */
class HlsPlaylistsFuzz {

    private static final String EXTINF = "#EXTINF:";

    @FuzzTest(maxDuration = "10s")
    void theDurationsOfAPlaylistAreThoseOfItsSegments(FuzzedDataProvider data) {
        int timescale = data.consumeInt(1, 10_000_000);
        List<Long> ticks = new ArrayList<>();
        while (data.remainingBytes() > 0 && ticks.size() < 200) {
            ticks.add(data.consumeLong(1, 60L * timescale));
        }
        String playlist = HlsPlaylists.media(ticks, timescale, "?token=abc");
        List<Double> durations = playlist.lines()
            .filter((line) -> line.startsWith(EXTINF))
            .map((line) -> Double.parseDouble(line.substring(EXTINF.length(), line.length() - 1)))
            .toList();
        assertThat(durations).hasSameSizeAs(ticks);
        long target = Long.parseLong(playlist.lines()
            .filter((line) -> line.startsWith("#EXT-X-TARGETDURATION:"))
            .findFirst()
            .orElseThrow()
            .substring("#EXT-X-TARGETDURATION:".length()));
        for (int number = 0; number < durations.size(); number++) {
            assertThat(durations.get(number)).isCloseTo((double) ticks.get(number) / timescale, within(0.000_001));
            // RFC 8216, 4.3.3.1: rounded to the nearest integer, at most the target.
            assertThat(Math.round(durations.get(number))).isLessThanOrEqualTo(target);
        }
        assertThat(playlist).endsWith("#EXT-X-ENDLIST\n");
    }

}

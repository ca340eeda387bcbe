/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HlsPlaylistTests {

    @Test
    void aMasterPlaylistHasVideoAndAudio() {
        HlsPlaylist playlist = HlsPlaylist.parse("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="und",URI="audio/playlist.m3u8?token=t"
                #EXT-X-STREAM-INF:BANDWIDTH=5000000,AUDIO="a"
                source/playlist.m3u8?token=t

                #EXT-X-STREAM-INF:BANDWIDTH=1000000,AUDIO="a"
                480p/playlist.m3u8?token=t
                """);
        assertThat(playlist.variants()).containsExactly("source/playlist.m3u8?token=t", "480p/playlist.m3u8?token=t");
        assertThat(playlist.audio()).contains("audio/playlist.m3u8?token=t");
        assertThat(playlist.segments()).isEmpty();
    }

    @Test
    void aMediaPlaylistHasSegmentsAndADuration() {
        HlsPlaylist playlist = HlsPlaylist.parse("""
                #EXTM3U
                #EXT-X-TARGETDURATION:5
                #EXT-X-MAP:URI="init.mp4"
                #EXTINF:4.004,
                0.m4s
                #EXTINF:1.5,the end
                1.m4s
                #EXT-X-ENDLIST
                """);
        assertThat(playlist.init()).contains("init.mp4");
        assertThat(playlist.segments()).containsExactly("0.m4s", "1.m4s");
        assertThat(playlist.duration()).isCloseTo(5.504, within(1e-9));
        assertThat(playlist.complete()).isTrue();
    }

}

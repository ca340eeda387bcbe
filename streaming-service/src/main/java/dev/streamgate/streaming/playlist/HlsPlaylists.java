/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.List;
import java.util.Locale;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.streaming.presentation.BitRates;

/**
 * HLS playlists (RFC 8216, protocol version 7 for fragmented MP4) of a presentation. They
 * are complete before the segments are encoded, since all durations are planned.
 */
public final class HlsPlaylists {

    private static final int VERSION = 7;

    private HlsPlaylists() {
    }

    /**
     * Creates the master playlist. Players start with the first variant: the best
     * rendition, which for a repackaged source is also the first to be published.
     * @param rates the measured bit rates
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String master(Presentation presentation, BitRates rates, String query) {
        StringBuilder playlist = header();
        List<AudioRendition> audios = presentation.audio();
        int audioPeak = audios.stream()
            .mapToInt((audio) -> rates.peak(audio.name(), audio.bandwidth()))
            .max()
            .orElse(0);
        int audioAverage = audios.stream()
            .mapToInt((audio) -> rates.average(audio.name(), audio.bandwidth()))
            .max()
            .orElse(0);
        boolean hasVideo = !presentation.video().isEmpty();
        if (hasVideo) {
            presentation.audio()
                .forEach((audio) -> playlist.append("""
                        #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="%s",LANGUAGE="%s",DEFAULT=%s,AUTOSELECT=YES,\
                        CHANNELS="%d",URI="%s/playlist.m3u8%s"
                        """.formatted(audio.name(), audio.language(), isFirst(presentation, audio) ? "YES" : "NO",
                        audio.channels(), audio.name(), query)));
        }
        String audioCodecs = presentation.audio().isEmpty() ? "" : "," + presentation.audio().getFirst().codecs();
        for (VideoRendition video : presentation.video()) {
            playlist.append("#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s%s\",RESOLUTION=%dx%d"
                .formatted(rates.peak(video.name(), video.bandwidth()) + audioPeak,
                        rates.average(video.name(), video.averageBandwidth()) + audioAverage, video.codecs(),
                        audioCodecs, video.width(), video.height()));
            playlist.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f%s%n%s/playlist.m3u8%s%n",
                    presentation.frameRate(), audioCodecs.isEmpty() ? "" : ",AUDIO=\"audio\"", video.name(), query));
        }
        if (!hasVideo) {
            presentation.audio()
                .forEach((audio) -> playlist
                    .append("#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\"%n%s/playlist.m3u8%s%n"
                        .formatted(rates.peak(audio.name(), audio.bandwidth()),
                                rates.average(audio.name(), audio.bandwidth()), audio.codecs(), audio.name(), query)));
        }
        return playlist.toString();
    }

    /**
     * Creates a media playlist.
     * @param segments durations in ticks
     * @param timescale ticks a second
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String media(List<Long> segments, int timescale, String query) {
        StringBuilder playlist = header();
        long target = segments.stream().mapToLong((ticks) -> Math.round((double) ticks / timescale)).max().orElse(1);
        playlist.append("#EXT-X-TARGETDURATION:").append(Math.max(1, target));
        playlist.append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MAP:URI=\"init.mp4")
            .append(query)
            .append("\"\n");
        for (int number = 0; number < segments.size(); number++) {
            playlist.append(String.format(Locale.ROOT, "#EXTINF:%.6f,\n", (double) segments.get(number) / timescale))
                .append(number)
                .append(".m4s")
                .append(query)
                .append('\n');
        }
        return playlist.append("#EXT-X-ENDLIST\n").toString();
    }

    private static boolean isFirst(Presentation presentation, AudioRendition audio) {
        return presentation.audio().getFirst().equals(audio);
    }

    private static StringBuilder header() {
        return new StringBuilder("#EXTM3U\n#EXT-X-VERSION:").append(VERSION).append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    }

}

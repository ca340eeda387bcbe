/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.streaming.caption.CaptionTrack;
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
     * rendition of H.264, which for a repackaged source is also the first to be
     * published. They select one codec by {@code CODECS}.
     * @param rates the measured bit rates
     * @param captions the text tracks
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String master(Presentation presentation, BitRates rates, List<CaptionTrack> captions, String query) {
        StringBuilder playlist = header();
        List<AudioGroup> groups = AudioGroup.of(presentation);
        boolean single = presentation.video().isEmpty() && presentation.audio().size() == 1;
        if (!single) {
            groups.forEach((group) -> group.renditions()
                .forEach((audio) -> playlist.append("""
                        #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="%s",NAME="%s",LANGUAGE="%s",DEFAULT=%s,AUTOSELECT=YES,\
                        CHANNELS="%d",URI="%s/playlist.m3u8%s"
                        """.formatted(group.id(), group.label(audio), audio.language(),
                        yesOrNo(audio.equals(group.standard())), audio.channels(), audio.name(), query))));
        }
        for (CaptionTrack track : captions) {
            playlist.append("""
                    #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="%s",LANGUAGE="%s",DEFAULT=%s,AUTOSELECT=YES,\
                    FORCED=%s,URI="%s/playlist.m3u8%s"
                    """.formatted(track.label(), track.language(), yesOrNo(track.standard()), yesOrNo(track.forced()),
                    track.name(), query));
        }
        String textGroup = captions.isEmpty() ? "" : ",SUBTITLES=\"text\"";
        for (VideoRendition video : rates.offered(presentation)) {
            if (groups.isEmpty()) {
                appendVideo(playlist, presentation, video, null, rates, textGroup, query);
            }
            groups.forEach((group) -> appendVideo(playlist, presentation, video, group, rates, textGroup, query));
        }
        if (presentation.video().isEmpty()) {
            groups.forEach((group) -> playlist
                .append("#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\"%s%s%n%s/playlist.m3u8%s%n"
                    .formatted(group.peak(rates), group.average(rates), group.standard().codecs(),
                            single ? "" : ",AUDIO=\"" + group.id() + "\"", textGroup, group.standard().name(), query)));
        }
        return playlist.toString();
    }

    private static void appendVideo(StringBuilder playlist, Presentation presentation, VideoRendition video,
            @Nullable AudioGroup audio, BitRates rates, String textGroup, String query) {
        int peak = rates.peak(video.name(), video.bandwidth()) + ((audio != null) ? audio.peak(rates) : 0);
        int average = rates.average(video.name(), video.averageBandwidth())
                + ((audio != null) ? audio.average(rates) : 0);
        playlist.append(String.format(Locale.ROOT,
                "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s%s\",RESOLUTION=%dx%d,FRAME-RATE=%.3f%s%s%n",
                peak, average, video.codecs(), (audio != null) ? "," + audio.standard().codecs() : "", video.width(),
                video.height(), presentation.frameRate(), (audio != null) ? ",AUDIO=\"" + audio.id() + "\"" : "",
                textGroup));
        playlist.append(video.name()).append("/playlist.m3u8").append(query).append('\n');
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

    /**
     * Creates the media playlist of a text track.
     * @param duration the presentation's duration in seconds
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String captions(double duration, String query) {
        StringBuilder playlist = header();
        playlist.append("#EXT-X-TARGETDURATION:")
            .append(CaptionTrack.SEGMENT_DURATION)
            .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n");
        for (int number = 0; number < CaptionTrack.segments(duration); number++) {
            double length = Math.min(CaptionTrack.SEGMENT_DURATION, duration - number * CaptionTrack.SEGMENT_DURATION);
            playlist.append(String.format(Locale.ROOT, "#EXTINF:%.6f,\n%d.vtt%s\n", length, number, query));
        }
        return playlist.append("#EXT-X-ENDLIST\n").toString();
    }

    private static String yesOrNo(boolean value) {
        return value ? "YES" : "NO";
    }

    private static StringBuilder header() {
        return new StringBuilder("#EXTM3U\n#EXT-X-VERSION:").append(VERSION).append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    }

}

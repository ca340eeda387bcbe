/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.streaming.caption.CaptionTrack;
import dev.streamgate.streaming.presentation.BitRates;

/**
 * A DASH manifest (ISO/IEC 23009-1, static, live profile addressing) over the same files
 * as the HLS playlists. Each video codec has an adaptation set, that of H.264 first.
 */
public final class DashManifest {

    /** Nominal bits per second of text. */
    private static final int TEXT_BANDWIDTH = 1000;

    private DashManifest() {
    }

    /**
     * Creates the manifest.
     * @param rates the measured bit rates
     * @param captions the text tracks
     * @param query the query of each URL, with the question mark, or empty
     */
    public static String of(Presentation presentation, BitRates rates, List<CaptionTrack> captions, String query) {
        StringBuilder mpd = new StringBuilder();
        mpd.append(String.format(Locale.ROOT,
                """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT%.3fS" minBufferTime="PT4S">
                          <Period id="0" start="PT0S">
                        """,
                presentation.duration()));
        Map<VideoCodec, List<VideoRendition>> video = new EnumMap<>(VideoCodec.class);
        rates.offered(presentation)
            .forEach(
                    (one) -> video.computeIfAbsent(VideoCodec.of(one.codecs()), (codec) -> new ArrayList<>()).add(one));
        int id = 0;
        for (List<VideoRendition> renditions : video.values()) {
            mpd.append("    <AdaptationSet id=\"")
                .append(id++)
                .append("\" contentType=\"video\" mimeType=\"video/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
            template(mpd, presentation.segments(), presentation.timescale(), query);
            for (VideoRendition one : renditions) {
                mpd.append(String.format(Locale.ROOT,
                        "      <Representation id=\"%s\" bandwidth=\"%d\" codecs=\"%s\" width=\"%d\" height=\"%d\" frameRate=\"%s\"/>%n",
                        one.name(), rates.peak(one.name(), one.bandwidth()), one.codecs(), one.width(), one.height(),
                        frameRate(presentation.frameRate())));
            }
            mpd.append("    </AdaptationSet>\n");
        }
        for (AudioRendition audio : presentation.audio()) {
            mpd.append(String.format(Locale.ROOT,
                    "    <AdaptationSet id=\"%d\" contentType=\"audio\" mimeType=\"audio/mp4\" lang=\"%s\" segmentAlignment=\"true\" startWithSAP=\"1\">%n",
                    id, audio.language()));
            // Players select main tracks by language and channels, others on request
            // only.
            mpd.append("      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"")
                .append(audio.language().equals(presentation.audio().getFirst().language()) ? "main" : "alternate")
                .append("\"/>\n");
            id++;
            template(mpd, audio.segments(), audio.sampleRate(), query);
            mpd.append(String.format(Locale.ROOT,
                    "      <Representation id=\"%s\" bandwidth=\"%d\" codecs=\"%s\" audioSamplingRate=\"%d\">%n",
                    audio.name(), rates.peak(audio.name(), audio.bandwidth()), audio.codecs(), audio.sampleRate()));
            mpd.append(String.format(Locale.ROOT,
                    "        <AudioChannelConfiguration schemeIdUri=\"urn:mpeg:dash:23003:3:audio_channel_configuration:2011\" value=\"%d\"/>%n      </Representation>%n    </AdaptationSet>%n",
                    audio.channels()));
        }
        for (CaptionTrack track : captions) {
            mpd.append(String.format(Locale.ROOT,
                    """
                                <AdaptationSet id="%d" contentType="text" mimeType="text/vtt" lang="%s">
                                  <Label>%s</Label>
                                  <Role schemeIdUri="urn:mpeg:dash:role:2011" value="%s"/>
                                  <SegmentTemplate timescale="1" duration="%d" startNumber="0" media="$RepresentationID$/$Number$.vtt%s"/>
                                  <Representation id="%s" bandwidth="%d"/>
                                </AdaptationSet>
                            """,
                    id++, track.language(), escape(track.label()), track.forced() ? "forced-subtitle" : "subtitle",
                    CaptionTrack.SEGMENT_DURATION, escape(query), track.name(), TEXT_BANDWIDTH));
        }
        return mpd.append("  </Period>\n</MPD>\n").toString();
    }

    private static void template(StringBuilder mpd, List<Long> segments, int timescale, String query) {
        String escaped = escape(query);
        mpd.append(String.format(Locale.ROOT,
                "      <SegmentTemplate timescale=\"%d\" startNumber=\"0\" initialization=\"$RepresentationID$/init.mp4%s\" media=\"$RepresentationID$/$Number$.m4s%s\">%n        <SegmentTimeline>%n",
                timescale, escaped, escaped));
        int at = 0;
        while (at < segments.size()) {
            int run = at + 1;
            while (run < segments.size() && segments.get(run).equals(segments.get(at))) {
                run++;
            }
            mpd.append("          <S ")
                .append(at == 0 ? "t=\"0\" " : "")
                .append("d=\"")
                .append(segments.get(at))
                .append('"');
            mpd.append(run - at > 1 ? " r=\"" + (run - at - 1) + "\"" : "").append("/>\n");
            at = run;
        }
        mpd.append("        </SegmentTimeline>\n      </SegmentTemplate>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /**
     * An integer, or a fraction with the denominator 1001, as the schema requires.
     */
    private static String frameRate(double rate) {
        long whole = Math.round(rate);
        return (Math.abs(rate - whole) < 1e-4) ? Long.toString(whole) : Math.round(rate * 1001) + "/1001";
    }

}

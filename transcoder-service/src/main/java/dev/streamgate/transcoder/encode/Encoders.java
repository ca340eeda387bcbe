/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;

/**
 * The options of the encoders. All renditions have closed groups of pictures that begin
 * with the segments, the level that the plan declares, and a maximum bit rate.
 * Thread-safe.
 */
@Component
class Encoders {

    /** Longer than any segment: all key frames are forced ones. */
    private static final String MAX_KEY_FRAME_INTERVAL = "1000000";

    private final LadderProperties properties;

    Encoders(Ladder ladder) {
        this.properties = ladder.properties();
    }

    /**
     * The options of a rendition's encoder.
     * @param frameRate frames per second
     * @param keyFrames the expression that selects key frames
     * @param clock ticks per second of the encoder
     * @return values by option, in order
     */
    Map<String, String> options(VideoRendition rendition, double frameRate, String keyFrames, int clock) {
        VideoCodec codec = VideoCodec.of(rendition.codecs());
        Map<String, String> options = new LinkedHashMap<>();
        switch (codec) {
            case H264 -> x264(options, rendition);
            case HEVC -> x265(options, rendition, frameRate);
            case AV1 -> svtAv1(options, rendition, frameRate);
        }
        options.put("maxrate", String.valueOf(rendition.averageBandwidth()));
        options.put("bufsize", String.valueOf(rendition.averageBandwidth()));
        options.put("g", MAX_KEY_FRAME_INTERVAL);
        options.put("force_key_frames", keyFrames);
        options.put("enc_time_base", "1/" + clock);
        return options;
    }

    private void x264(Map<String, String> options, VideoRendition rendition) {
        options.put("c", "libx264");
        options.put("preset", this.properties.preset());
        options.put("profile", profile(rendition));
        // The last two digits of the codecs string are the level in hexadecimal.
        options.put("level", level(Integer.parseInt(last(rendition.codecs(), 2), 16)));
        options.put("crf", String.valueOf(this.properties.crf()));
        options.put("keyint_min", "1");
        options.put("sc_threshold", "0");
        options.put("forced-idr", "1");
        if (rendition.mode() == Mode.REMUX) {
            // No parameter set of the source has this number, which is the largest one.
            options.put("x264-params", "open-gop=0:ref=1:bframes=0:sps-id=31");
            options.put("bsf", "dump_extra=freq=keyframe");
        }
        else {
            options.put("x264-params", "8x8dct=1:cabac=1:open-gop=0:ref=1");
        }
    }

    /** The profile of a codecs string: 42 is baseline, 4d main, 64 high. */
    private static String profile(VideoRendition rendition) {
        return switch (rendition.codecs().substring(5, 7)) {
            case "42" -> "baseline";
            case "4d" -> "main";
            default -> "high";
        };
    }

    /**
     * Players of Apple require the sample entry hvc1. Without {@code info=0} the encoder
     * describes its settings in the configuration record.
     */
    private void x265(Map<String, String> options, VideoRendition rendition, double frameRate) {
        String level = rendition.codecs().split("\\.", -1)[3].substring(1);
        options.put("c", "libx265");
        options.put("tag", rendition.codecs().substring(0, 4));
        options.put("preset", this.properties.preset());
        options.put("profile", "main");
        options.put("crf", String.valueOf(this.properties.hevcCrf()));
        options.put("forced-idr", "1");
        options.put("x265-params",
                "log-level=error:info=0:open-gop=0:scenecut=0:min-keyint=1:keyint=" + MAX_KEY_FRAME_INTERVAL
                        + ":high-tier=0:level-idc=" + level(Integer.parseInt(level) / 3) + ":fps="
                        + thousandths(frameRate) + "/1000");
    }

    /** Its threads are limited, since each needs memory. */
    private void svtAv1(Map<String, String> options, VideoRendition rendition, double frameRate) {
        int level = Integer.parseInt(rendition.codecs().split("\\.", -1)[2].substring(0, 2));
        options.put("c", "libsvtav1");
        options.put("preset", String.valueOf(this.properties.av1Preset()));
        options.put("crf", String.valueOf(this.properties.av1Crf()));
        options.put("svtav1-params", "scd=0:lp=2:level=" + (20 + level / 4 * 10 + level % 4) + ":fps-num="
                + thousandths(frameRate) + ":fps-denom=1000");
    }

    private static long thousandths(double frameRate) {
        return Math.max(1, Math.round(frameRate * 1000));
    }

    private static String level(int tenths) {
        return String.format(Locale.ROOT, "%d.%d", tenths / 10, tenths % 10);
    }

    private static String last(String text, int length) {
        return text.substring(text.length() - length);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.VideoCodec;

/**
 * Bit rates of the renditions of a package as they were made, and which of its codecs are
 * complete. Immutable.
 *
 * @param measured by the name of the rendition; without those of a codec of which a
 * segment is missing
 */
public record BitRates(Map<String, BitRate> measured) {

    /** No rendition is complete: the planned rates are declared. */
    public static final BitRates PLANNED = new BitRates(Map.of());

    public BitRates {
        measured = Map.copyOf(measured);
    }

    /**
     * The video renditions that players are offered: those of the first codec, and those
     * of another one when all its renditions are complete. A player that prefers this
     * codec would otherwise have to wait for each segment.
     */
    public List<VideoRendition> offered(Presentation presentation) {
        List<VideoRendition> video = presentation.video();
        Set<VideoCodec> complete = EnumSet.allOf(VideoCodec.class);
        video.stream()
            .filter((one) -> !this.measured.containsKey(one.name()))
            .forEach((one) -> complete.remove(VideoCodec.of(one.codecs())));
        if (!video.isEmpty()) {
            complete.add(VideoCodec.of(video.getFirst().codecs()));
        }
        return video.stream().filter((one) -> complete.contains(VideoCodec.of(one.codecs()))).toList();
    }

    /** A video rendition with its measured rates. */
    public VideoRendition measured(VideoRendition one) {
        return new VideoRendition(one.name(), one.width(), one.height(), peak(one.name(), one.bandwidth()),
                average(one.name(), one.averageBandwidth()), one.codecs(), one.mode());
    }

    /** An audio rendition with its measured rate. */
    public AudioRendition measured(AudioRendition one) {
        return new AudioRendition(one.name(), one.language(), one.channels(), one.sampleRate(),
                peak(one.name(), one.bandwidth()), one.codecs(), one.segments(), one.mode(), one.title(), one.source());
    }

    /** The peak of a rendition in bits per second. */
    public int peak(String rendition, int planned) {
        BitRate rate = this.measured.get(rendition);
        return (rate != null) ? rate.peak() : planned;
    }

    /** The average of a rendition in bits per second. */
    public int average(String rendition, int planned) {
        BitRate rate = this.measured.get(rendition);
        return (rate != null) ? rate.average() : planned;
    }

    /**
     * The bit rate of one rendition.
     *
     * @param peak bits per second, the largest of any contiguous segments that last
     * between 0.5 and 1.5 target durations together
     * @param average bits per second of all segments
     */
    public record BitRate(int peak, int average) {

        /**
         * Measures a rendition (RFC 8216, section 4.3.4.2).
         * @param sizes bytes of each segment
         * @param durations ticks of each segment
         * @param timescale ticks per second
         */
        public static BitRate of(long[] sizes, List<Long> durations, int timescale) {
            double target = Math.max(1,
                    durations.stream().mapToLong((ticks) -> Math.round((double) ticks / timescale)).max().orElse(1));
            long bytes = 0;
            double duration = 0;
            double peak = 0;
            for (int first = 0; first < sizes.length; first++) {
                bytes += sizes[first];
                duration += seconds(durations, first, timescale);
                long spanBytes = 0;
                double span = 0;
                for (int last = first; last < sizes.length && span < 1.5 * target; last++) {
                    spanBytes += sizes[last];
                    span += seconds(durations, last, timescale);
                    if (span >= 0.5 * target && span <= 1.5 * target) {
                        peak = Math.max(peak, 8 * spanBytes / span);
                    }
                }
            }
            double average = (duration > 0) ? 8 * bytes / duration : 0;
            return new BitRate((int) Math.ceil(Math.max(peak, average)), (int) Math.ceil(average));
        }

        private static double seconds(List<Long> durations, int segment, int timescale) {
            return (double) durations.get(segment) / timescale;
        }

    }

}

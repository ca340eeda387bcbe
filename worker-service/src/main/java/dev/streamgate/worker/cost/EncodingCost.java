/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.cost;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.worker.media.PackagePlan;

/**
 * What a planned video costs: for each codec, each frame is decoded once and encoded in
 * each rendition that is not copied, and each audio rendition is encoded. Immutable.
 * <p>
 * The rates were measured with ffmpeg 5.1 and x264's preset {@code veryfast} on one core:
 * 86 megapixels encoded, 360 megapixels decoded, and 70 seconds of AAC a second; a frame
 * of 64x64 pixels took as long as one of 8600 pixels should.
 *
 * @param frames number of video frames, or of AAC frames of a video without pictures
 * @param seconds estimated processor time of one core
 */
record EncodingCost(long frames, double seconds) {

    /** Encoded pixels per second. */
    private static final double PIXEL_RATE = 80e6;

    /** Decoding a pixel costs this share of encoding it. */
    private static final double DECODE_SHARE = 0.25;

    /** A smaller picture costs as much as one of this size. */
    private static final long MIN_PIXELS = 10_000;

    /** Seconds of sound that are encoded per second. */
    private static final double SOUND_RATE = 70;

    private static final int SAMPLES_PER_AAC_FRAME = 1024;

    /** The cost of all renditions of a plan. */
    static EncodingCost of(PackagePlan plan) {
        long frames = plan.video().isEmpty() ? 0
                : (long) Math.ceil(seconds(plan.segments(), plan.timescale()) * plan.frameRate());
        double pixels = 0;
        Set<VideoCodec> codecs = EnumSet.noneOf(VideoCodec.class);
        for (PackagePlan.Video video : plan.video()) {
            codecs.add(video.codec());
            if (video.mode() == Mode.ENCODE) {
                pixels += effort(video.codec()) * pixels(video.width(), video.height());
            }
        }
        pixels += Math.max(1, codecs.size()) * DECODE_SHARE * pixels(plan.width(), plan.height());
        double sound = 0;
        long soundFrames = 0;
        for (PackagePlan.Audio audio : plan.audio()) {
            double duration = seconds(audio.segments(), audio.sampleRate());
            sound += duration;
            soundFrames = Math.max(soundFrames, (long) (duration * audio.sampleRate() / SAMPLES_PER_AAC_FRAME));
        }
        return new EncodingCost(plan.video().isEmpty() ? soundFrames : frames,
                frames * pixels / PIXEL_RATE + sound / SOUND_RATE);
    }

    /**
     * Processor time of the encoder as a multiple of that of x264, with the default
     * presets: measured for the five rungs of a noisy 1080p picture as 2.6 and 1.1, for
     * 720p alone as 2.2 and 1.0.
     */
    private static double effort(VideoCodec codec) {
        return switch (codec) {
            case H264 -> 1;
            case HEVC -> 2.5;
            case AV1 -> 1.2;
        };
    }

    /** A processor time for readers: minutes, and hours from ten hours on. */
    static String text(double seconds) {
        long minutes = Math.max(1, Math.round(seconds / 60));
        return (minutes >= 600) ? (minutes + 30) / 60 + " hours" : minutes + ((minutes > 1) ? " minutes" : " minute");
    }

    private static double pixels(int width, int height) {
        return Math.max(MIN_PIXELS, (double) width * height);
    }

    private static double seconds(List<Long> segments, int ticksPerSecond) {
        return (double) segments.stream().mapToLong(Long::longValue).sum() / ticksPerSecond;
    }

}

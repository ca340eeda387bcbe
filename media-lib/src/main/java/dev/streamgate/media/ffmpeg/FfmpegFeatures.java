/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * What the media pipeline needs of an ffmpeg build. A build without a requirement is not
 * used; a build that lacks a feature cannot process some uploads.
 */
final class FfmpegFeatures {

    /** Names by the option that lists them. */
    static final Map<String, Set<String>> REQUIRED = Map.of("-encoders", Set.of("libx264", "aac", "mjpeg", "webvtt"),
            "-muxers", Set.of("mp4", "adts", "image2", "matroska", "webvtt", "s16le"), "-decoders",
            Set.of("h264", "aac"), "-filters", Set.of("scale", "format", "fps", "tpad", "trim", "split", "setparams",
                    "setsar", "lut3d", "tile", "aresample", "aformat", "asetpts", "apad", "atrim"));

    /**
     * Encodes two frames with the options of the pipeline, which some builds do not know.
     */
    static final List<String> SELF_TEST = List.of("-nostdin", "-v", "error", "-copyts", "-start_at_zero",
            "-noaccurate_seek", "-ss", "0", "-f", "lavfi", "-i", "color=red:size=64x64:rate=25:duration=0.08",
            "-filter_complex",
            "[0:0]fps=25/1:start_time=0:round=near,tpad=stop=-1:stop_mode=clone,trim=end_frame=2,"
                    + "scale=64:64:in_color_matrix=bt2020:in_range=tv:out_range=pc:"
                    + "flags=bicubic+accurate_rnd+full_chroma_int,format=gbrp10le,"
                    + "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
                    + "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,setsar=1[o]",
            "-map", "[o]", "-c:v", "libx264", "-forced-idr", "1", "-force_key_frames", "expr:eq(n,0)", "-enc_time_base",
            "1/25000", "-fps_mode", "passthrough", "-movflags",
            "+empty_moov+default_base_moof+frag_discont+negative_cts_offsets", "-frag_duration", "400000",
            "-video_track_timescale", "25000", "-flush_packets", "1", "-f", "mp4", "pipe:1");

    /**
     * The encoders of the codecs that profiles may have beside H.264, with options that
     * allow no key frames but forced ones.
     */
    static final Map<VideoCodec, List<String>> CODECS = Map.of(VideoCodec.HEVC,
            List.of("libx265", "-preset", "ultrafast", "-forced-idr", "1", "-x265-params",
                    "log-level=error:keyint=1000000:min-keyint=1:scenecut=0:open-gop=0"),
            VideoCodec.AV1, List.of("libsvtav1", "-preset", "10"));

    private static final String DECODERS = "-decoders";

    private static final List<Feature> FEATURES = List.of(new Feature("HEVC", DECODERS, Set.of("hevc")),
            new Feature("VVC", DECODERS, Set.of("vvc", "libvvdec")),
            // The decoder "av1" needs hardware.
            new Feature("AV1", DECODERS, Set.of("libdav1d", "libaom-av1")),
            new Feature("VP9", DECODERS, Set.of("vp9", "libvpx-vp9")),
            new Feature("VP8", DECODERS, Set.of("vp8", "libvpx")),
            new Feature("MPEG-2", DECODERS, Set.of("mpeg2video")), new Feature("MPEG-4", DECODERS, Set.of("mpeg4")),
            new Feature("VC-1", DECODERS, Set.of("vc1")), new Feature("ProRes", DECODERS, Set.of("prores")),
            new Feature("DNxHD", DECODERS, Set.of("dnxhd")), new Feature("Motion JPEG", DECODERS, Set.of("mjpeg")),
            new Feature("Opus", DECODERS, Set.of("opus", "libopus")),
            new Feature("Vorbis", DECODERS, Set.of("vorbis", "libvorbis")),
            new Feature("MP3", DECODERS, Set.of("mp3", "mp3float")), new Feature("AC-3", DECODERS, Set.of("ac3")),
            new Feature("E-AC-3", DECODERS, Set.of("eac3")), new Feature("DTS", DECODERS, Set.of("dca")),
            new Feature("FLAC", DECODERS, Set.of("flac")), new Feature("ALAC", DECODERS, Set.of("alac")),
            new Feature("PCM", DECODERS, Set.of("pcm_s16le")),
            new Feature("deinterlacing", "-filters", Set.of("bwdif")));

    private FfmpegFeatures() {
    }

    /**
     * Encodes four frames, of which the third is forced to be a key frame, and prints a
     * line for each packet.
     */
    static List<String> codecTest(VideoCodec codec) {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "color=red:size=64x64:rate=25:duration=0.16", "-pix_fmt", "yuv420p", "-c:v"));
        arguments.addAll(Objects.requireNonNull(CODECS.get(codec)));
        arguments
            .addAll(List.of("-g", "1000000", "-force_key_frames", "expr:eq(n,0)+eq(n,2)", "-f", "framecrc", "pipe:1"));
        return arguments;
    }

    /**
     * Whether a codec test has written key frames where they were forced and nowhere
     * else. SVT-AV1 before 2.0 ignores forced ones without a message. The muxer prints
     * the flags of packets that are no key frames.
     */
    static boolean hasForcedKeyFrames(String output) {
        return output.lines()
            .filter((line) -> !line.startsWith("#"))
            .map((line) -> !line.contains("F=0x"))
            .toList()
            .equals(List.of(true, false, true, false));
    }

    /** What a build lacks that cannot encode a codec, for operators. */
    static String encoding(VideoCodec codec) {
        return codec.name() + " encoding";
    }

    /**
     * The features that a build lacks.
     * @param available what the build has, by the option that lists it
     */
    static List<String> missing(Map<String, ? extends Collection<String>> available) {
        List<String> missing = new ArrayList<>();
        for (Feature feature : FEATURES) {
            Collection<String> names = available.get(feature.listing());
            if (names == null || feature.anyOf().stream().noneMatch(names::contains)) {
                missing.add(feature.name());
            }
        }
        return missing;
    }

    /**
     * A feature.
     *
     * @param name its name for operators
     * @param listing ffmpeg's option that lists what provides it
     * @param anyOf names of which one suffices
     */
    private record Feature(String name, String listing, Set<String> anyOf) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;

/**
 * Writes the command that encodes a run of segments: one decode, one scaled copy and one
 * encoder a rendition, all into one fragmented MP4 on standard output. Key frames are
 * forced by the number of the frame, so no rounding of times can move them.
 */
@Component
class EncodeCommand {

    private static final int CLOCK = 90_000;

    /** Later than any segment: key frames come where they are forced and nowhere else. */
    private static final String NEVER = "1000000";

    private final Ffmpeg ffmpeg;

    private final LadderProperties properties;

    EncodeCommand(Ffmpeg ffmpeg, Ladder ladder) {
        this.ffmpeg = ffmpeg;
        this.properties = ladder.properties();
    }

    List<String> arguments(EncodeJob job) {
        List<String> arguments = new ArrayList<>();
        // Times stay those of the file, counted from its first packet, so that any chunk
        // places a frame where every other chunk would.
        arguments.addAll(List.of("-copyts", "-start_at_zero", "-noaccurate_seek", "-ss", seconds(seek(job))));
        arguments.addAll(this.ffmpeg.input(job.source()));
        arguments.addAll(List.of("-filter_complex", filters(job)));
        for (int i = 0; i < job.renditions().size(); i++) {
            arguments.addAll(encoder(job, job.renditions().get(i), i));
        }
        arguments.addAll(List.of("-fps_mode", "passthrough", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
                "-movflags", "+empty_moov+default_base_moof+frag_discont+negative_cts_offsets", "-frag_duration",
                "400000", "-video_track_timescale", String.valueOf(clock(job)), "-flush_packets", "1", "-f", "mp4",
                "pipe:1"));
        return arguments;
    }

    private static double seek(EncodeJob job) {
        return Math.max(0, origin(job) + job.start());
    }

    /** Where the presentation starts, counted from the file's first packet. */
    private static double origin(EncodeJob job) {
        return job.passThrough() ? Math.max(0, job.video().start() - job.probe().start()) : 0;
    }

    private String filters(EncodeJob job) {
        Probe.Video video = job.video();
        List<String> chain = new ArrayList<>();
        if (job.passThrough()) {
            double first = job.times().at(1) / (double) job.presentation().timescale();
            chain.add("trim=start=" + seconds(origin(job) + job.start() - Math.min(0.004, first / 2)));
            chain.add("settb=1/" + CLOCK);
        }
        else {
            if (video.interlaced()) {
                chain.add("bwdif=mode=send_frame");
            }
            int timescale = job.presentation().timescale();
            long frame = job.times().at(1);
            chain.add("fps=" + timescale + "/" + frame + ":start_time=" + seconds(job.start()) + ":round=near");
            // A container may promise more than it holds; the last frame then stays.
            chain.add("tpad=stop=-1:stop_mode=clone");
        }
        chain.add("trim=end_frame=" + job.frames());
        chain.add("format=" + (video.bitDepth() > 8 ? "yuv420p10le" : "yuv420p"));
        int renditions = job.renditions().size();
        StringBuilder graph = new StringBuilder("[0:" + video.index() + "]").append(String.join(",", chain));
        graph.append(",split=").append(renditions);
        for (int i = 0; i < renditions; i++) {
            graph.append("[s").append(i).append(']');
        }
        for (int i = 0; i < renditions; i++) {
            VideoRendition rendition = job.renditions().get(i);
            graph.append(";[s").append(i).append("]scale=").append(rendition.width()).append(':');
            graph.append(rendition.height()).append(":flags=bicubic");
            if (video.highDynamicRange() && this.ffmpeg.convertsColour()) {
                graph.append(":out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709");
            }
            graph.append(",format=yuv420p,setsar=1[o").append(i).append(']');
        }
        return graph.toString();
    }

    private List<String> encoder(EncodeJob job, VideoRendition rendition, int output) {
        String stream = ":v:" + output;
        int maxRate = rendition.averageBandwidth();
        List<String> arguments = new ArrayList<>(List.of("-map", "[o" + output + "]"));
        arguments
            .addAll(List.of("-c" + stream, "libx264", "-preset" + stream, this.properties.preset(), "-profile" + stream,
                    "high", "-level" + stream, level(rendition), "-crf" + stream, String.valueOf(this.properties.crf()),
                    "-maxrate" + stream, String.valueOf(maxRate), "-bufsize" + stream, String.valueOf(maxRate),
                    "-g" + stream, NEVER, "-keyint_min" + stream, "1", "-sc_threshold" + stream, "0",
                    "-forced-idr" + stream, "1", "-force_key_frames" + stream, keyFrames(job), "-x264-params" + stream,
                    "8x8dct=1:cabac=1:open-gop=0:ref=1", "-enc_time_base" + stream, "1/" + clock(job)));
        return arguments;
    }

    /** Ticks in which encoder and container count. */
    private static int clock(EncodeJob job) {
        return job.passThrough() ? CLOCK : job.presentation().timescale();
    }

    /** The first frame of each segment. */
    private static String keyFrames(EncodeJob job) {
        List<String> first = new ArrayList<>();
        for (int segment = job.from(); segment < job.to(); segment++) {
            first.add("eq(n," + job.segments().frames(job.from(), segment) + ")");
        }
        return "expr:" + String.join("+", first);
    }

    /** The last two digits of the codecs string are the level, in hex. */
    private static String level(VideoRendition rendition) {
        String codecs = rendition.codecs();
        int level = Integer.parseInt(codecs.substring(codecs.length() - 2), 16);
        return level / 10 + "." + level % 10;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation.Colour;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.transcoder.colour.ColourFilters;

/**
 * Builds the command that encodes a range of segments: one decode, one scaler and one
 * encoder per rendition, one fragmented MP4 on standard output. Key frames are forced by
 * frame number, so rounded timestamps cannot move them.
 */
@Component
class EncodeCommand {

    private static final int MPEG_CLOCK = 90_000;

    private final Ffmpeg ffmpeg;

    private final Encoders encoders;

    private final ColourFilters colours;

    EncodeCommand(Ffmpeg ffmpeg, Encoders encoders, ColourFilters colours) {
        this.ffmpeg = ffmpeg;
        this.colours = colours;
        this.encoders = encoders;
    }

    /**
     * The arguments of an encode.
     * @param job the segments
     * @param margin seconds of the source to decode before the first segment in any case,
     * for the last frame that decodes is among them if the segments themselves hold none
     */
    List<String> arguments(EncodeJob job, double margin) throws IOException {
        int lead = lead(job, margin);
        List<String> arguments = new ArrayList<>();
        if (!job.source().video().interlaced()) {
            // A change of the picture's size must not restart the filters' clocks.
            arguments.addAll(List.of("-reinit_filter:v", "0"));
        }
        // Keeps the file's timestamps, relative to its first packet, so that all ranges
        // agree on the time of a frame.
        arguments.addAll(List.of("-copyts", "-start_at_zero", "-noaccurate_seek", "-ss",
                seconds(Math.max(0, job.sourceStart() - job.seconds(lead)))));
        arguments.addAll(this.ffmpeg.input(job.source().path()));
        arguments.addAll(List.of("-filter_complex", filters(job, lead)));
        for (int i = 0; i < job.renditions().size(); i++) {
            arguments.addAll(encoder(job, job.renditions().get(i), i));
        }
        arguments.addAll(List.of("-fps_mode", "passthrough", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
                "-movflags", "+empty_moov+default_base_moof+frag_discont+negative_cts_offsets", "-frag_duration",
                "400000", "-video_track_timescale", String.valueOf(clock(job)), "-flush_packets", "1", "-f", "mp4",
                "pipe:1"));
        return arguments;
    }

    /**
     * Frames of the grid from the seek position to the first segment, dropped after the
     * decoder: behind the end of the video they contain the last frame, which is then
     * repeated; behind incomplete key frames, decoding recovers in them.
     */
    private static int lead(EncodeJob job, double margin) {
        if (job.keepsFrameTimes()) {
            return 0;
        }
        Double last = job.source().streams().lastFrame();
        Double origin = job.source().streams().origin();
        double behind = (last != null && origin != null) ? origin + job.start() - last : 0;
        double frame = job.seconds(1);
        Double recovery = job.source().video().recovery();
        double least = Math.max(margin, (recovery != null) ? recovery : 0);
        double wanted = Math.max(least, (behind > -frame) ? behind + 2 * frame : 0);
        return (int) Math.min(Math.ceil(wanted / frame), job.segments().firstFrame(job.from()));
    }

    private String filters(EncodeJob job, int lead) throws IOException {
        VideoStream video = job.source().video();
        List<String> chain = new ArrayList<>();
        if (job.keepsFrameTimes()) {
            double first = job.times().at(1) / (double) job.presentation().timescale();
            chain.add("trim=start=" + seconds(job.sourceStart() - Math.min(0.004, first / 2)));
            chain.add("settb=1/" + MPEG_CLOCK);
        }
        else {
            if (video.interlaced()) {
                chain.add("bwdif=mode=send_frame");
            }
            int timescale = job.presentation().timescale();
            long frame = job.times().at(1);
            // Without the last option, rounding may drop the last frame.
            chain.add("fps=" + timescale + "/" + frame + ":start_time=" + seconds(job.sourceStart() - job.seconds(lead))
                    + ":round=near:eof_action=pass");
            chain.add("tpad=stop=-1:stop_mode=clone");
        }
        chain.add("trim=start_frame=" + lead + ":end_frame=" + (lead + job.frames()));
        Colour colour = video.colour();
        if (colour == null || ColourFilters.isPlain(colour)) {
            chain.add("format=" + ((video.bitDepth() > 8) ? "yuv420p10le" : "yuv420p"));
        }
        VideoRendition largest = job.renditions().getFirst();
        chain.addAll(this.colours.convert(colour, largest.width(), largest.height()));
        int renditions = job.renditions().size();
        StringBuilder graph = new StringBuilder("[0:" + video.index() + "]").append(String.join(",", chain));
        graph.append(",split=").append(renditions);
        for (int i = 0; i < renditions; i++) {
            graph.append("[s").append(i).append(']');
        }
        for (int i = 0; i < renditions; i++) {
            VideoRendition rendition = job.renditions().get(i);
            graph.append(";[s").append(i).append(']');
            graph.append(String.join(",", this.colours.scale(colour, rendition.width(), rendition.height())));
            graph.append("[o").append(i).append(']');
        }
        return graph.toString();
    }

    private List<String> encoder(EncodeJob job, VideoRendition rendition, int output) {
        List<String> arguments = new ArrayList<>(List.of("-map", "[o" + output + "]"));
        for (var option : this.encoders.options(rendition, job.frameRate(), keyFrames(job), clock(job)).entrySet()) {
            arguments.addAll(List.of("-" + option.getKey() + ":v:" + output, option.getValue()));
        }
        return arguments;
    }

    /** Ticks per second of encoder and container. */
    private static int clock(EncodeJob job) {
        return job.keepsFrameTimes() ? MPEG_CLOCK : job.presentation().timescale();
    }

    /** An expression that selects the first frame of each segment. */
    private static String keyFrames(EncodeJob job) {
        List<String> firstFrames = new ArrayList<>();
        for (int segment = job.from(); segment < job.to(); segment++) {
            firstFrames.add("eq(n," + job.segments().frames(job.from(), segment) + ")");
        }
        return "expr:" + String.join("+", firstFrames);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

}

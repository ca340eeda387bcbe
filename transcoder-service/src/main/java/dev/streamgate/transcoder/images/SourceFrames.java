/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Arguments of ffmpeg that select the frames to decode. Each list is one input of a
 * command. Thread-safe.
 */
@Component
class SourceFrames {

    private final TaskFfmpeg ffmpeg;

    SourceFrames(TaskFfmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** All frames, also those of a video whose key frames an edit list hides. */
    List<String> all(PlannedSource source) {
        return input(source, List.of());
    }

    /**
     * Frames that others refer to: most of the video at less than the cost of all of it.
     */
    List<String> references(PlannedSource source) {
        return input(source, skip(source, "noref"));
    }

    /** Key frames only, unless they are no complete pictures. */
    List<String> keyFrames(PlannedSource source) {
        return input(source, skip(source, "nokey"));
    }

    /**
     * The frames from the last key frame before a time on.
     * @param time seconds of the presentation
     * @param exact whether frames before the time are decoded but dropped, rather than
     * the first one being the key frame, and the others key frames
     */
    List<String> from(PlannedSource source, double time, boolean exact) {
        List<String> options = new ArrayList<>(List.of("-threads", "1"));
        Double recovery = source.video().recovery();
        if (!exact && recovery == null) {
            options.addAll(List.of("-skip_frame", "nokey", "-noaccurate_seek"));
        }
        double lead = (recovery != null) ? recovery : 0;
        options.addAll(List.of("-ss", seconds(Math.max(0, source.origin() + time - lead))));
        return input(source, options);
    }

    /** The filter that drops incomplete pictures of {@link #from}; empty without any. */
    List<String> complete(PlannedSource source, double time) {
        Double recovery = source.video().recovery();
        return (recovery != null) ? List.of("trim=start=" + seconds(Math.min(recovery, source.origin() + time)))
                : List.of();
    }

    /** Frames are not skipped if those that are kept would be incomplete. */
    private static List<String> skip(PlannedSource source, String frames) {
        return (source.video().recovery() == null) ? List.of("-skip_frame", frames) : List.of();
    }

    private List<String> input(PlannedSource source, List<String> options) {
        // A change of the picture's size must not restart the filters' clocks.
        List<String> arguments = new ArrayList<>(List.of("-reinit_filter:v", "0"));
        arguments.addAll(options);
        arguments.addAll(this.ffmpeg.input(source.path()));
        return arguments;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

}

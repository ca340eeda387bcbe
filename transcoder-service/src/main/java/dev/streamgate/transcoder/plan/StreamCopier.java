/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/** Copies streams into another container, without decoding. Thread-safe. */
@Component
class StreamCopier {

    private static final Duration TIME_LIMIT = Duration.ofHours(1);

    private final Ffmpeg ffmpeg;

    private final TaskFfmpeg taskFfmpeg;

    StreamCopier(Ffmpeg ffmpeg, TaskFfmpeg taskFfmpeg) {
        this.ffmpeg = ffmpeg;
        this.taskFfmpeg = taskFfmpeg;
    }

    /** The probe of a copy, with the labels that its container may have lost. */
    Probe probe(Path copy, Probe original) throws IOException, InterruptedException {
        Probe probe = this.ffmpeg.probe(copy);
        List<Probe.Audio> audio = new ArrayList<>();
        for (Probe.Audio track : probe.audio()) {
            audio.add((track.track() < original.audio().size())
                    ? track.withLabelsOf(original.audio().get(track.track())) : track);
        }
        audio.sort(Comparator.comparingInt(Probe.Audio::track));
        return probe.withStreams(probe.videos(), audio);
    }

    /**
     * Copies the selected streams without decoding; false if the container does not
     * support them.
     * @param videoOffset seconds by which the video is shifted relative to the sound
     */
    boolean copy(Path source, Path target, String format, Probe probe, double videoOffset, TaskContext context)
            throws IOException, InterruptedException {
        Map<Double, Integer> inputs = new LinkedHashMap<>();
        List<String> maps = new ArrayList<>();
        for (Probe.Video video : probe.videos()) {
            maps.addAll(List.of("-map", input(inputs, videoOffset) + ":" + video.index()));
        }
        for (Probe.Audio audio : probe.audio()) {
            maps.addAll(List.of("-map", input(inputs, -undeclaredDelay(probe, audio)) + ":" + audio.index()));
        }
        List<String> arguments = new ArrayList<>();
        for (double offset : inputs.keySet()) {
            if (offset != 0) {
                arguments.addAll(List.of("-itsoffset", String.format(Locale.ROOT, "%.6f", offset)));
            }
            // The last packet of an incomplete MP4 is cut off.
            arguments.addAll(List.of("-fflags", probe.isMp4() ? "+genpts+discardcorrupt" : "+genpts"));
            arguments.addAll(this.taskFfmpeg.input(source));
        }
        arguments.addAll(maps);
        arguments.addAll(List.of("-map_chapters", "-1", "-c", "copy", "-strict", "-2", "-f", format, "file:" + target));
        return this.taskFfmpeg.succeeds(arguments, true, TIME_LIMIT, context, "copy");
    }

    /** The input that is shifted by an offset; inputs are added as needed. */
    private static int input(Map<Double, Integer> inputs, double offset) {
        return inputs.computeIfAbsent(offset + 0.0, (_) -> inputs.size());
    }

    /**
     * Seconds by which the sound of a video is late: AVI has no times, with which other
     * containers express the delay of the encoder.
     */
    static double undeclaredDelay(Probe probe, Probe.Audio audio) {
        return (probe.format().equals("avi") && probe.video() != null) ? EncoderDelay.of(audio) : 0;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.UnsupportedMp4Exception;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Selects the file that the tasks of a presentation read: the source if its container can
 * be cut or sought in, else a lossless copy in a container that can.
 */
@Component
class SourceSelector {

    private static final Duration COPY_TIME_LIMIT = Duration.ofHours(1);

    private final Ffmpeg ffmpeg;

    private final TaskFfmpeg taskFfmpeg;

    private final SegmentPublisher publisher;

    private final ScratchDirectory scratch;

    SourceSelector(Ffmpeg ffmpeg, TaskFfmpeg taskFfmpeg, SegmentPublisher publisher, ScratchDirectory scratch) {
        this.ffmpeg = ffmpeg;
        this.taskFfmpeg = taskFfmpeg;
        this.publisher = publisher;
        this.scratch = scratch;
    }

    PreparedSource select(String packageKey, String sourceKey, Path source, TaskContext context)
            throws IOException, InterruptedException {
        Probe probe = this.ffmpeg.probe(source);
        Mp4Index index = probe.isMp4() ? index(source) : null;
        Probe.Video video = probe.video();
        if (video != null && RemuxPlan.isPlayable(video) && index != null) {
            Optional<RemuxPlan> remux = RemuxPlan.of(source, index.video(), video);
            if (remux.isPresent()) {
                return new PreparedSource(sourceKey, probe, index, remux.get());
            }
        }
        if (video != null && RemuxPlan.isPlayable(video) && index == null) {
            Optional<PreparedSource> copy = copyToMp4(packageKey, source, video, context);
            if (copy.isPresent()) {
                return copy.get();
            }
        }
        boolean seekable = (probe.isMp4() || probe.format().contains("matroska")) && probe.duration() > 0;
        if (!seekable) {
            Optional<PreparedSource> copy = copyToMatroska(packageKey, source, context);
            if (copy.isPresent()) {
                return copy.get();
            }
        }
        return new PreparedSource(sourceKey, probe, index, null);
    }

    private static @Nullable Mp4Index index(Path file) throws IOException {
        try {
            return Mp4Index.read(file);
        }
        catch (UnsupportedMp4Exception ex) {
            return null;
        }
    }

    private Optional<PreparedSource> copyToMp4(String packageKey, Path source, Probe.Video video, TaskContext context)
            throws IOException, InterruptedException {
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Path copy = folder.path().resolve("copy.mp4");
            if (!copy(source, copy, "mp4", context)) {
                return Optional.empty();
            }
            Mp4Index index = index(copy);
            if (index == null) {
                return Optional.empty();
            }
            Optional<RemuxPlan> remux = RemuxPlan.of(copy, index.video(), video);
            if (remux.isEmpty()) {
                return Optional.empty();
            }
            Probe probe = this.ffmpeg.probe(copy);
            return Optional.of(new PreparedSource(publish(packageKey, copy, context), probe, index, remux.get()));
        }
    }

    private Optional<PreparedSource> copyToMatroska(String packageKey, Path source, TaskContext context)
            throws IOException, InterruptedException {
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Path copy = folder.path().resolve("copy.mkv");
            if (!copy(source, copy, "matroska", context)) {
                return Optional.empty();
            }
            Probe probe = this.ffmpeg.probe(copy);
            return Optional.of(new PreparedSource(publish(packageKey, copy, context), probe, null, null));
        }
    }

    /** Copies streams without decoding; false if the container does not support them. */
    private boolean copy(Path source, Path target, String format, TaskContext context)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-fflags", "+genpts"));
        arguments.addAll(this.taskFfmpeg.input(source));
        arguments.addAll(List.of("-map", "0:V:0?", "-map", "0:a?", "-c", "copy", "-strict", "-2", "-f", format,
                "file:" + target));
        try {
            this.taskFfmpeg.runToCompletion(arguments, true, COPY_TIME_LIMIT, context, "copy");
            return true;
        }
        catch (FfmpegException ex) {
            if (ex.reason() != FfmpegException.Reason.FAILED) {
                throw ex;
            }
            return false;
        }
    }

    private String publish(String packageKey, Path file, TaskContext context) throws IOException {
        String key = MediaKeys.media(packageKey);
        this.publisher.file(key, file, context);
        return key;
    }

}

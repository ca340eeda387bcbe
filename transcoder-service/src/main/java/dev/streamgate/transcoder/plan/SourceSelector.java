/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.UnsupportedMp4Exception;
import dev.streamgate.transcoder.source.Scratch;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskContext.Interest;

/**
 * Decides which file the tasks read: the source where it can be cut or sought in, else a
 * copy of its streams in a container that can.
 */
@Component
class SourceSelector {

    private static final Duration COPY_LIMIT = Duration.ofHours(1);

    private final Ffmpeg ffmpeg;

    private final BlobStore blobs;

    private final Scratch scratch;

    SourceSelector(Ffmpeg ffmpeg, BlobStore blobs, Scratch scratch) {
        this.ffmpeg = ffmpeg;
        this.blobs = blobs;
        this.scratch = scratch;
    }

    PreparedSource choose(String packageKey, String sourceKey, Path source, TaskContext control)
            throws IOException, InterruptedException {
        Probe probe = this.ffmpeg.probe(source);
        Mp4Index index = probe.isMp4() ? index(source) : null;
        Probe.Video video = probe.video();
        if (video != null && RemuxPlan.isPlayable(video) && index != null && index.video() != null) {
            Optional<RemuxPlan> remux = RemuxPlan.of(source, index.video(), video);
            if (remux.isPresent()) {
                return new PreparedSource(sourceKey, probe, index, remux.get());
            }
        }
        if (video != null && RemuxPlan.isPlayable(video) && index == null) {
            Optional<PreparedSource> copy = copyToMp4(packageKey, source, video, control);
            if (copy.isPresent()) {
                return copy.get();
            }
        }
        boolean seekable = (probe.isMp4() || probe.format().contains("matroska")) && probe.duration() > 0;
        if (!seekable) {
            Optional<PreparedSource> copy = copyToMatroska(packageKey, source, control);
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

    private Optional<PreparedSource> copyToMp4(String packageKey, Path source, Probe.Video video, TaskContext control)
            throws IOException, InterruptedException {
        try (Scratch.Folder folder = this.scratch.folder()) {
            Path copy = folder.path().resolve("copy.mp4");
            if (!copy(source, copy, "mp4", control)) {
                return Optional.empty();
            }
            Mp4Index index = index(copy);
            if (index == null || index.video() == null) {
                return Optional.empty();
            }
            Optional<RemuxPlan> remux = RemuxPlan.of(copy, index.video(), video);
            if (remux.isEmpty()) {
                return Optional.empty();
            }
            Probe probe = this.ffmpeg.probe(copy);
            return Optional.of(new PreparedSource(publish(packageKey, copy, control), probe, index, remux.get()));
        }
    }

    private Optional<PreparedSource> copyToMatroska(String packageKey, Path source, TaskContext control)
            throws IOException, InterruptedException {
        try (Scratch.Folder folder = this.scratch.folder()) {
            Path copy = folder.path().resolve("copy.mkv");
            if (!copy(source, copy, "matroska", control)) {
                return Optional.empty();
            }
            Probe probe = this.ffmpeg.probe(copy);
            return Optional.of(new PreparedSource(publish(packageKey, copy, control), probe, null, null));
        }
    }

    /**
     * Copies streams without decoding them; false when the container cannot hold them.
     */
    private boolean copy(Path source, Path target, String format, TaskContext control)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-fflags", "+genpts"));
        arguments.addAll(this.ffmpeg.input(source));
        arguments.addAll(List.of("-map", "0:V:0?", "-map", "0:a?", "-c", "copy", "-strict", "-2", "-f", format,
                "file:" + target));
        try (FfmpegRun run = this.ffmpeg.start(arguments, true, COPY_LIMIT);
                Interest _ = control.whenStopped(run::kill)) {
            run.tag("profile", "copy").output().skip(Long.MAX_VALUE);
            run.await();
            return true;
        }
        catch (FfmpegException ex) {
            control.check();
            if (ex.reason() != FfmpegException.Reason.FAILED) {
                throw ex;
            }
            return false;
        }
    }

    private String publish(String packageKey, Path file, TaskContext control) throws IOException {
        String key = MediaKeys.media(packageKey);
        control.check();
        try (InputStream in = Files.newInputStream(file)) {
            this.blobs.put(key, in, Files.size(file));
        }
        return key;
    }

}

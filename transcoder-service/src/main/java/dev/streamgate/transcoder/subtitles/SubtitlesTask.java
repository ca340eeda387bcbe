/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.subtitles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.suite.caption.Captions;
import dev.streamgate.suite.caption.InvalidCaptionsException;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.PlannedSources;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Publishes the text subtitles of a source as WebVTT files, whose times are those of the
 * presentation. A track that cannot be converted becomes a file without cues, since
 * playlists offer it.
 */
@Component
class SubtitlesTask implements Task {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private final PlannedSources sources;

    private final SourceFiles files;

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final ScratchDirectory scratch;

    SubtitlesTask(PlannedSources sources, SourceFiles files, SegmentPublisher publisher, TaskFfmpeg ffmpeg,
            ScratchDirectory scratch) {
        this.sources = sources;
        this.files = files;
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.scratch = scratch;
    }

    @Override
    public String type() {
        return MediaTask.SUBTITLES;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        Presentation presentation = this.sources.presentation(task);
        List<Subtitles> missing = new ArrayList<>();
        for (Subtitles subtitles : presentation.extrasOrNone().subtitles()) {
            if (!this.publisher.isPublished(MediaKeys.subtitles(presentation.packageKey(), subtitles.name()))) {
                missing.add(subtitles);
            }
        }
        if (missing.isEmpty()) {
            return Map.of();
        }
        try (SourceFile source = this.files.open(task.sourceKey());
                ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            // One pass over the file, which may be large, converts all tracks.
            if (!convert(source.path(), missing, folder.path(), context)) {
                for (Subtitles subtitles : missing) {
                    convert(source.path(), List.of(subtitles), folder.path(), context);
                }
            }
            for (Subtitles subtitles : missing) {
                Path file = file(folder.path(), subtitles);
                Files.write(file, captions(file, presentation).toBytes());
                this.publisher.file(MediaKeys.subtitles(presentation.packageKey(), subtitles.name()), file, context);
            }
        }
        return Map.of();
    }

    private boolean convert(Path source, List<Subtitles> subtitles, Path folder, TaskContext context)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-copyts"));
        arguments.addAll(this.ffmpeg.input(source));
        for (Subtitles one : subtitles) {
            arguments.addAll(
                    List.of("-map", "0:" + one.index(), "-c:s", "webvtt", "-f", "webvtt", "file:" + file(folder, one)));
        }
        return this.ffmpeg.succeeds(arguments, context.urgent(), TIME_LIMIT, context, "subtitles");
    }

    private static Captions captions(Path file, Presentation presentation) throws IOException {
        Captions none = new Captions("", List.of());
        if (!Files.exists(file)) {
            return none;
        }
        try {
            return Captions.ofConverted(Files.readAllBytes(file))
                .earlier(Math.round(1000 * presentation.extrasOrNone().origin()));
        }
        catch (InvalidCaptionsException ex) {
            return none;
        }
    }

    private static Path file(Path folder, Subtitles subtitles) {
        return folder.resolve(subtitles.name() + ".vtt");
    }

}

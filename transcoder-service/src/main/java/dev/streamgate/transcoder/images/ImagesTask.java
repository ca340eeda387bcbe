/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.colour.ColourFilters;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.source.PlannedSources;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/** Publishes thumbnail and storyboard. */
@Component
class ImagesTask implements Task {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    /** A key frame interval of one second may be that of 30 frames at 29.97 fps. */
    private static final double ROUNDING = 1.05;

    private final PlannedSources sources;

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final ScratchDirectory scratch;

    private final ColourFilters colours;

    private final SourceFrames frames;

    private final Thumbnails thumbnails;

    private final SoundImages soundImages;

    ImagesTask(PlannedSources sources, SegmentPublisher publisher, TaskFfmpeg ffmpeg, ScratchDirectory scratch,
            ColourFilters colours, SourceFrames frames, Thumbnails thumbnails, SoundImages soundImages) {
        this.sources = sources;
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.scratch = scratch;
        this.colours = colours;
        this.frames = frames;
        this.thumbnails = thumbnails;
        this.soundImages = soundImages;
    }

    @Override
    public String type() {
        return MediaTask.IMAGES;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        Presentation presentation = this.sources.presentation(task);
        Storyboard storyboard = presentation.storyboard();
        if (storyboard == null) {
            return Map.of();
        }
        if (presentation.video().isEmpty()) {
            this.soundImages.publish(presentation, storyboard, task, context);
            return Map.of();
        }
        try (PlannedSource source = this.sources.open(presentation, task);
                ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            if (!this.publisher.isPublished(MediaKeys.thumbnail(presentation.packageKey()))) {
                this.publisher.file(MediaKeys.thumbnail(presentation.packageKey()),
                        this.thumbnails.create(source, folder.path(), context), context);
            }
            context.progress(0.1);
            int pages = Math.ceilDiv(storyboard.count(), storyboard.columns() * storyboard.rows());
            if (!this.publisher.isPublished(MediaKeys.storyboard(presentation.packageKey(), pages - 1))) {
                storyboard(source, storyboard, folder.path(), pages, context);
            }
        }
        return Map.of();
    }

    private void storyboard(PlannedSource source, Storyboard storyboard, Path folder, int pages, TaskContext context)
            throws IOException, InterruptedException {
        String filter = String.format(Locale.ROOT,
                "fps=1/%.3f:start_time=%.3f:round=up,tpad=stop=-1:stop_mode=clone,trim=end_frame=%d,%s,tile=%dx%d",
                storyboard.interval(), source.origin(), storyboard.count(),
                String.join(",",
                        this.colours.picture(source.video().colour(), storyboard.tileWidth(), storyboard.tileHeight())),
                storyboard.columns(), storyboard.rows());
        if (!pages(frames(source, storyboard), source, filter, folder, pages, context)
                && !pages(this.frames.all(source), source, filter, folder, pages, context)) {
            throw new UnreadableMediaException("No frame of the video can be decoded.");
        }
        for (int page = 0; page < pages; page++) {
            this.publisher.file(MediaKeys.storyboard(source.presentation().packageKey(), page),
                    folder.resolve("storyboard-" + page + ".jpg"), context);
        }
    }

    /** Key frames alone, if there is about one for each tile. */
    private List<String> frames(PlannedSource source, Storyboard storyboard) {
        Double interval = source.video().keyFrameInterval();
        return (interval == null || interval <= storyboard.interval() * ROUNDING) ? this.frames.keyFrames(source)
                : this.frames.references(source);
    }

    /** Returns whether frames were found. */
    private boolean pages(List<String> input, PlannedSource source, String filter, Path folder, int pages,
            TaskContext context) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(input);
        arguments.addAll(List.of("-map", "0:" + source.video().index(), "-vf", filter, "-fps_mode", "passthrough",
                "-frames:v", String.valueOf(pages), "-q:v", "5", "-f", "image2", "-start_number", "0",
                "file:" + folder.resolve("storyboard-%d.jpg")));
        this.ffmpeg.runToCompletion(arguments, context.urgent(), TIME_LIMIT, context, "storyboard");
        return Files.exists(folder.resolve("storyboard-" + (pages - 1) + ".jpg"));
    }

}

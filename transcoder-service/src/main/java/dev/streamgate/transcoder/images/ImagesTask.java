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

/** Publishes thumbnail and storyboard. Decodes key frames only. */
@Component
class ImagesTask implements Task {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private static final int THUMBNAIL_SIDE = 640;

    /** Mean luma of full range below which a picture counts as black. */
    private static final int BLACK_LUMA = 14;

    private final PlannedSources sources;

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final ScratchDirectory scratch;

    private final ColourFilters colours;

    private final SoundImages soundImages;

    ImagesTask(PlannedSources sources, SegmentPublisher publisher, TaskFfmpeg ffmpeg, ScratchDirectory scratch,
            ColourFilters colours, SoundImages soundImages) {
        this.sources = sources;
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.scratch = scratch;
        this.colours = colours;
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
                thumbnail(source, folder.path().resolve("thumbnail.jpg"), context);
            }
            context.progress(0.1);
            int pages = Math.ceilDiv(storyboard.count(), storyboard.columns() * storyboard.rows());
            if (!this.publisher.isPublished(MediaKeys.storyboard(presentation.packageKey(), pages - 1))) {
                storyboard(source, storyboard, folder.path(), pages, context);
            }
        }
        return Map.of();
    }

    /**
     * The first picture after a tenth of the video that is not black, else the first one
     * from the start, else the first picture.
     */
    private void thumbnail(PlannedSource source, Path target, TaskContext context)
            throws IOException, InterruptedException {
        Presentation presentation = source.presentation();
        double scale = Math.min(1, (double) THUMBNAIL_SIDE / Math.max(presentation.width(), presentation.height()));
        String picture = String.join(",", this.colours.picture(source.video().colour(),
                even(presentation.width() * scale), even(presentation.height() * scale)));
        String notBlack = ",signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value=" + BLACK_LUMA
                + ":function=greater";
        double tenth = presentation.duration() / 10;
        boolean _ = picture(keyFrames(source, tenth), target, picture + notBlack, context)
                || picture(keyFrames(source, 0), target, picture + notBlack, context)
                || picture(keyFrames(source, 0), target, picture, context)
                || picture(allFrames(source), target, picture, context);
        this.publisher.file(MediaKeys.thumbnail(presentation.packageKey()), target, context);
    }

    private boolean picture(List<String> arguments, Path target, String filter, TaskContext context)
            throws IOException, InterruptedException {
        arguments.addAll(List.of("-vf", filter, "-frames:v", "1", "-q:v", "4", "-f", "image2", "-update", "1",
                "file:" + target));
        run(arguments, context);
        return Files.exists(target);
    }

    private void storyboard(PlannedSource source, Storyboard storyboard, Path folder, int pages, TaskContext context)
            throws IOException, InterruptedException {
        String filter = String.format(Locale.ROOT,
                "fps=1/%.3f:start_time=0:round=up,tpad=stop=-1:stop_mode=clone,trim=end_frame=%d,%s,tile=%dx%d",
                storyboard.interval(), storyboard.count(),
                String.join(",",
                        this.colours.picture(source.video().colour(), storyboard.tileWidth(), storyboard.tileHeight())),
                storyboard.columns(), storyboard.rows());
        if (!pages(keyFrames(source, 0), filter, folder, pages, context)
                && !pages(allFrames(source), filter, folder, pages, context)) {
            throw new UnreadableMediaException("No frame of the video can be decoded.");
        }
        for (int page = 0; page < pages; page++) {
            this.publisher.file(MediaKeys.storyboard(source.presentation().packageKey(), page),
                    folder.resolve("storyboard-" + page + ".jpg"), context);
        }
    }

    /** Returns whether frames were found. */
    private boolean pages(List<String> arguments, String filter, Path folder, int pages, TaskContext context)
            throws IOException, InterruptedException {
        arguments.addAll(List.of("-vf", filter, "-fps_mode", "passthrough", "-frames:v", String.valueOf(pages), "-q:v",
                "5", "-f", "image2", "-start_number", "0", "file:" + folder.resolve("storyboard-%d.jpg")));
        run(arguments, context);
        return Files.exists(folder.resolve("storyboard-" + (pages - 1) + ".jpg"));
    }

    /** For videos whose key frames are all hidden by an edit list. */
    private List<String> allFrames(PlannedSource source) {
        List<String> arguments = new ArrayList<>(List.of("-reinit_filter:v", "0"));
        arguments.addAll(this.ffmpeg.input(source.path()));
        arguments.addAll(List.of("-map", "0:" + source.video().index()));
        return arguments;
    }

    /** Decodes from key frames only, unless they are no complete pictures. */
    private List<String> keyFrames(PlannedSource source, double from) {
        List<String> arguments = new ArrayList<>();
        Double recovery = source.video().recovery();
        if (recovery == null) {
            arguments.addAll(List.of("-skip_frame", "nokey"));
        }
        arguments.addAll(List.of("-reinit_filter:v", "0", "-noaccurate_seek", "-ss",
                String.format(Locale.ROOT, "%.3f", Math.max(0, from - ((recovery != null) ? recovery : 0)))));
        arguments.addAll(this.ffmpeg.input(source.path()));
        arguments.addAll(List.of("-map", "0:" + source.video().index()));
        return arguments;
    }

    private void run(List<String> arguments, TaskContext context) throws IOException, InterruptedException {
        this.ffmpeg.runToCompletion(arguments, context.urgent(), TIME_LIMIT, context, "jpeg");
    }

    private static int even(double size) {
        return (int) Math.max(2, 2 * Math.round(size / 2));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.io.IOException;
import java.io.InputStream;
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
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.source.Scratch;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.PackageKey;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskContext.Interest;

/** Publishes thumbnail and storyboard. Only key frames are decoded. */
@Component
class ImagesTask implements Task {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final int THUMBNAIL_SIDE = 640;

    /** Mean brightness of limited-range video below which a picture counts as black. */
    private static final int BLACK = 28;

    private final PresentationStore presentations;

    private final SourceFiles sources;

    private final BlobStore blobs;

    private final Ffmpeg ffmpeg;

    private final Scratch scratch;

    ImagesTask(PresentationStore presentations, SourceFiles sources, BlobStore blobs, Ffmpeg ffmpeg, Scratch scratch) {
        this.presentations = presentations;
        this.sources = sources;
        this.blobs = blobs;
        this.ffmpeg = ffmpeg;
        this.scratch = scratch;
    }

    @Override
    public String type() {
        return MediaTask.IMAGES;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException, InterruptedException {
        Presentation presentation = this.presentations.get(PackageKey.of(task));
        Storyboard storyboard = presentation.storyboard();
        if (storyboard == null) {
            return Map.of();
        }
        try (SourceFile source = this.sources.open(presentation, task); Scratch.Folder folder = this.scratch.folder()) {
            if (!this.blobs.exists(MediaKeys.thumbnail(presentation.packageKey()))) {
                thumbnail(presentation, source.path(), folder.path().resolve("thumbnail.jpg"), control);
            }
            control.progress(0.1);
            int pages = Math.ceilDiv(storyboard.count(), storyboard.columns() * storyboard.rows());
            if (!this.blobs.exists(MediaKeys.storyboard(presentation.packageKey(), pages - 1))) {
                storyboard(presentation, storyboard, source.path(), folder.path(), pages, control);
            }
        }
        return Map.of();
    }

    /**
     * The first picture from a tenth of the video on that is not black; else the first.
     */
    private void thumbnail(Presentation presentation, Path source, Path target, TaskContext control)
            throws IOException, InterruptedException {
        double scale = Math.min(1, (double) THUMBNAIL_SIDE / Math.max(presentation.width(), presentation.height()));
        String size = "scale=%d:%d:out_range=full,format=yuvj420p,setsar=1"
            .formatted(even(presentation.width() * scale), even(presentation.height() * scale));
        String bright = "signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value=" + BLACK
                + ":function=greater,";
        double tenth = presentation.duration() / 10;
        if (!picture(source, target, tenth, bright + size, control)
                && !picture(source, target, 0, bright + size, control)) {
            picture(source, target, 0, size, control);
        }
        publish(MediaKeys.thumbnail(presentation.packageKey()), target, control);
    }

    private boolean picture(Path source, Path target, double from, String filter, TaskContext control)
            throws IOException, InterruptedException {
        List<String> arguments = keyFrames(source, from);
        arguments.addAll(List.of("-map", "0:V:0", "-vf", filter, "-frames:v", "1", "-q:v", "4", "-f", "image2",
                "-update", "1", "file:" + target));
        run(arguments, control);
        return Files.exists(target);
    }

    private void storyboard(Presentation presentation, Storyboard storyboard, Path source, Path folder, int pages,
            TaskContext control) throws IOException, InterruptedException {
        String filter = String.format(Locale.ROOT,
                "fps=1/%.3f:start_time=0:round=up,tpad=stop=-1:stop_mode=clone,trim=end_frame=%d,"
                        + "scale=%d:%d:out_range=full,format=yuvj420p,setsar=1,tile=%dx%d",
                storyboard.interval(), storyboard.count(), storyboard.tileWidth(), storyboard.tileHeight(),
                storyboard.columns(), storyboard.rows());
        List<String> arguments = keyFrames(source, 0);
        arguments.addAll(List.of("-map", "0:V:0", "-vf", filter, "-fps_mode", "passthrough", "-frames:v",
                String.valueOf(pages), "-q:v", "5", "-f", "image2", "-start_number", "0",
                "file:" + folder.resolve("storyboard-%d.jpg")));
        run(arguments, control);
        for (int page = 0; page < pages; page++) {
            publish(MediaKeys.storyboard(presentation.packageKey(), page),
                    folder.resolve("storyboard-" + page + ".jpg"), control);
        }
    }

    private List<String> keyFrames(Path source, double from) {
        List<String> arguments = new ArrayList<>(
                List.of("-skip_frame", "nokey", "-noaccurate_seek", "-ss", String.format(Locale.ROOT, "%.3f", from)));
        arguments.addAll(this.ffmpeg.input(source));
        return arguments;
    }

    private void run(List<String> arguments, TaskContext control) throws IOException, InterruptedException {
        try (FfmpegRun run = this.ffmpeg.start(arguments, control.urgent(), LIMIT);
                Interest _ = control.whenStopped(run::kill)) {
            run.tag("profile", "jpeg").output().skip(Long.MAX_VALUE);
            run.await();
        }
        catch (FfmpegException ex) {
            control.check();
            throw ex;
        }
    }

    private void publish(String key, Path file, TaskContext control) throws IOException {
        control.check();
        try (InputStream in = Files.newInputStream(file)) {
            this.blobs.put(key, in, Files.size(file));
        }
    }

    private static int even(double size) {
        return (int) Math.max(2, 2 * Math.round(size / 2));
    }

}

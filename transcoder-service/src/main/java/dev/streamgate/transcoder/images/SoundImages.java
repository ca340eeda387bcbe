/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.source.PlannedSources;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Publishes the pictures of sound alone: the waveform as storyboard, and as thumbnail the
 * cover, else the waveform. Thread-safe.
 */
@Component
class SoundImages {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(30);

    private static final int THUMBNAIL_WIDTH = 640;

    private static final int THUMBNAIL_HEIGHT = 360;

    private final PlannedSources sources;

    private final SourceFiles files;

    private final SegmentPublisher publisher;

    private final TaskFfmpeg ffmpeg;

    private final ScratchDirectory scratch;

    SoundImages(PlannedSources sources, SourceFiles files, SegmentPublisher publisher, TaskFfmpeg ffmpeg,
            ScratchDirectory scratch) {
        this.sources = sources;
        this.files = files;
        this.publisher = publisher;
        this.ffmpeg = ffmpeg;
        this.scratch = scratch;
    }

    void publish(Presentation presentation, Storyboard storyboard, MediaTask task, TaskContext context)
            throws IOException, InterruptedException {
        String thumbnail = MediaKeys.thumbnail(presentation.packageKey());
        String page = MediaKeys.storyboard(presentation.packageKey(), 0);
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Integer cover = presentation.extrasOrNone().cover();
            Path picture = folder.path().resolve("cover.jpg");
            if (cover != null && !this.publisher.isPublished(thumbnail) && cover(task, cover, picture, context)) {
                this.publisher.file(thumbnail, picture, context);
            }
            if (this.publisher.isPublished(thumbnail) && this.publisher.isPublished(page)) {
                return;
            }
            Waveform waveform = waveform(presentation, storyboard, task, context);
            if (!this.publisher.isPublished(thumbnail)) {
                publish(waveform.draw(THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT, 1, THUMBNAIL_WIDTH), thumbnail, folder.path(),
                        context);
            }
            publish(waveform.draw(storyboard.tileWidth() * storyboard.columns(), storyboard.tileHeight(),
                    storyboard.rows(), storyboard.tileWidth() * storyboard.count()), page, folder.path(), context);
        }
    }

    /** Converts the cover; false if it cannot be decoded. */
    private boolean cover(MediaTask task, int stream, Path target, TaskContext context)
            throws IOException, InterruptedException {
        try (SourceFile source = this.files.open(task.sourceKey())) {
            List<String> arguments = new ArrayList<>(this.ffmpeg.input(source.path()));
            arguments.addAll(List.of("-map", "0:" + stream, "-vf",
                    "scale='min(%1$d,iw)':'min(%1$d,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2:out_range=full,format=yuvj420p,setsar=1"
                        .formatted(THUMBNAIL_WIDTH),
                    "-frames:v", "1", "-q:v", "4", "-f", "image2", "-update", "1", "file:" + target));
            return this.ffmpeg.succeeds(arguments, context.urgent(), TIME_LIMIT, context, "jpeg")
                    && Files.exists(target);
        }
    }

    private Waveform waveform(Presentation presentation, Storyboard storyboard, MediaTask task, TaskContext context)
            throws IOException, InterruptedException {
        Waveform[] waveform = new Waveform[1];
        try (PlannedSource source = this.sources.open(presentation, task)) {
            List<String> arguments = new ArrayList<>(this.ffmpeg.input(source.path()));
            arguments.addAll(List.of("-map", "0:" + source.audio(presentation.audio().getFirst()).index(), "-ac",
                    String.valueOf(Waveform.CHANNELS), "-ar", String.valueOf(Waveform.SAMPLE_RATE), "-c:a", "pcm_s16le",
                    "-f", "s16le", "pipe:1"));
            this.ffmpeg.run(arguments, context.urgent(), TIME_LIMIT, context, (run) -> {
                run.tag("profile", "waveform");
                waveform[0] = Waveform.read(run.output(), storyboard.tileWidth() * storyboard.count(),
                        storyboard.interval() * storyboard.count());
                run.await();
            });
        }
        return waveform[0];
    }

    private void publish(BufferedImage image, String key, Path folder, TaskContext context) throws IOException {
        Path file = folder.resolve("waveform.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        this.publisher.file(key, file, context);
    }

}

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

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.colour.ColourFilters;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Selects the thumbnail of a video: the best of some pictures spread over it, see
 * {@link PictureScore}. They are key frames; if none of them is acceptable, pictures
 * between key frames too. Equal sources have equal thumbnails. Thread-safe.
 */
@Component
class Thumbnails {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

    private static final int SIDE = 640;

    private static final int MAX_CANDIDATES = 10;

    private static final int MIN_CANDIDATES = 3;

    /** Pixels that the decoders of all candidates hold at once. */
    private static final double MAX_PIXELS = 60_000_000;

    private final TaskFfmpeg ffmpeg;

    private final ColourFilters colours;

    private final SourceFrames frames;

    Thumbnails(TaskFfmpeg ffmpeg, ColourFilters colours, SourceFrames frames) {
        this.ffmpeg = ffmpeg;
        this.colours = colours;
        this.frames = frames;
    }

    /**
     * Creates the thumbnail.
     * @param folder for the candidates
     * @return the file, a JPEG
     */
    Path create(PlannedSource source, Path folder, TaskContext context) throws IOException, InterruptedException {
        Candidate best = candidates(source, folder, false, context);
        if (best == null || best.score() < PictureScore.ACCEPTABLE) {
            Candidate between = candidates(source, folder, true, context);
            best = (best == null || (between != null && between.score() > best.score())) ? between : best;
        }
        return (best != null) ? best.file() : first(source, folder, context);
    }

    /** The best candidate, the earlier one of equals; {@code null} if none decodes. */
    private @Nullable Candidate candidates(PlannedSource source, Path folder, boolean exact, TaskContext context)
            throws IOException, InterruptedException {
        Presentation presentation = source.presentation();
        double pixels = (double) presentation.width() * presentation.height();
        int count = (int) Math.clamp(MAX_PIXELS / pixels, MIN_CANDIDATES, MAX_CANDIDATES);
        List<String> arguments = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double time = presentation.duration() * (i + 0.5) / count;
            Path file = folder.resolve((exact ? "exact-" : "key-") + i + ".jpg");
            files.add(file);
            arguments.addAll(this.frames.from(source, time, exact));
            List<String> filters = new ArrayList<>(this.frames.complete(source, time));
            filters.addAll(picture(source));
            outputs.addAll(output(i + ":" + source.video().index(), filters, file));
        }
        arguments.addAll(outputs);
        // Some candidates may exist although ffmpeg failed at others.
        boolean _ = this.ffmpeg.succeeds(arguments, context.urgent(), TIME_LIMIT, context, "thumbnail");
        Candidate best = null;
        for (Path file : files) {
            BufferedImage picture = Files.exists(file) ? ImageIO.read(file.toFile()) : null;
            double score = (picture != null) ? PictureScore.of(picture) : -1;
            if (picture != null && (best == null || score > best.score())) {
                best = new Candidate(file, score);
            }
        }
        return best;
    }

    /** The first picture that decodes, for videos in which seeking fails. */
    private Path first(PlannedSource source, Path folder, TaskContext context)
            throws IOException, InterruptedException {
        Path file = folder.resolve("first.jpg");
        List<String> arguments = new ArrayList<>(this.frames.all(source));
        arguments.addAll(output("0:" + source.video().index(), picture(source), file));
        this.ffmpeg.runToCompletion(arguments, context.urgent(), TIME_LIMIT, context, "thumbnail");
        if (!Files.exists(file)) {
            throw new UnreadableMediaException("No frame of the video can be decoded.");
        }
        return file;
    }

    private List<String> picture(PlannedSource source) throws IOException {
        Presentation presentation = source.presentation();
        double scale = Math.min(1, (double) SIDE / Math.max(presentation.width(), presentation.height()));
        return this.colours.picture(source.video().colour(), even(presentation.width() * scale),
                even(presentation.height() * scale));
    }

    private static List<String> output(String stream, List<String> filters, Path file) {
        // Timestamps of key frames before the seek position are negative.
        return List.of("-map", stream, "-vf", String.join(",", filters), "-fps_mode", "passthrough", "-frames:v", "1",
                "-q:v", "4", "-f", "image2", "-update", "1", "file:" + file);
    }

    private static int even(double size) {
        return (int) Math.max(2, 2 * Math.round(size / 2));
    }

    /** A picture and its score. */
    private record Candidate(Path file, double score) {
    }

}

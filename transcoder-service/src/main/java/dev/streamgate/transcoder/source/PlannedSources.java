/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.source;

import java.io.IOException;
import java.nio.file.Path;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.contracts.media.Presentation.VideoStream;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.mp4.AudioCopy;
import dev.streamgate.transcoder.mp4.Mp4Index;

/** Opens the sources of planned videos for their tasks. Thread-safe. */
@Component
public class PlannedSources {

    private final PresentationStore presentations;

    private final SourceFiles files;

    private final Ffmpeg ffmpeg;

    public PlannedSources(PresentationStore presentations, SourceFiles files, Ffmpeg ffmpeg) {
        this.presentations = presentations;
        this.files = files;
        this.ffmpeg = ffmpeg;
    }

    /**
     * Reads the presentation of a task.
     * @throws dev.streamgate.media.blob.BlobNotFoundException if it does not exist
     * @throws IOException if the task names no package
     */
    public Presentation presentation(MediaTask task) throws IOException {
        String packageKey = task.packageKey();
        if (packageKey == null) {
            throw new IOException("The task has no package key");
        }
        return this.presentations.get(packageKey);
    }

    /**
     * Opens the file that the tasks of a presentation read. Uploads with the same content
     * share a presentation and its first source may have been deleted, so the task's own
     * source is opened.
     */
    public PlannedSource open(Presentation presentation, MediaTask task) throws IOException, InterruptedException {
        boolean original = presentation.mediaKey().equals(presentation.sourceKey());
        SourceFile file = this.files.open(original ? task.sourceKey() : presentation.mediaKey());
        try {
            SourceStreams streams = presentation.streams();
            return new PlannedSource(presentation,
                    (streams != null && isComplete(streams)) ? streams : probe(presentation, file.path()), file);
        }
        catch (IOException | InterruptedException | RuntimeException ex) {
            file.close();
            throw ex;
        }
    }

    private static boolean isComplete(SourceStreams streams) {
        VideoStream video = streams.video();
        return video == null || video.colour() != null;
    }

    /** For presentations written before plan version 4, which lack streams or colour. */
    private SourceStreams probe(Presentation presentation, Path file) throws IOException, InterruptedException {
        Probe probe = this.ffmpeg.probe(file);
        boolean copied = presentation.audio().stream().anyMatch((rendition) -> rendition.mode() == Mode.REMUX);
        if (!copied) {
            return ProbedStreams.of(probe, 0);
        }
        Probe.Video video = probe.video();
        boolean remuxed = video != null && PlannedSource.remuxedRendition(presentation).isPresent();
        AudioCopy copy = AudioCopy
            .of(Mp4Index.read(file).audio().get(probe.audio().getFirst().track()),
                    Math.max(0, (video != null && remuxed) ? video.start() : probe.start()))
            .orElseThrow(() -> new IOException("The audio track differs from the planned one: " + file));
        return ProbedStreams.of(probe, copy.firstFrame());
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.media.blob.BlobStoreAutoConfiguration;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegAutoConfiguration;
import dev.streamgate.media.ffmpeg.FfmpegListener;
import dev.streamgate.media.ffmpeg.FfmpegProperties;
import dev.streamgate.media.ffmpeg.LocatedFfmpeg;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.media.presentation.PresentationStoreAutoConfiguration;
import dev.streamgate.transcoder.task.Task;

/**
 * Runs the tasks of this service over a blob store in a directory, without queue and
 * network.
 */
public final class MediaBench implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private final Path directory;

    private final List<String> programs = new CopyOnWriteArrayList<>();

    /**
     * Creates a bench.
     * @param directory where all files are
     * @param properties further properties, as key=value
     */
    public MediaBench(Path directory, String... properties) {
        this.directory = directory;
        TestPropertyValues
            .of("streamgate.blobs.directory=" + directory.resolve("blobs"),
                    "streamgate.transcoder.source.scratch-directory=" + directory.resolve("scratch"),
                    "streamgate.transcoder.ladder.preset=ultrafast")
            .and(properties)
            .applyTo(this.context);
        this.context.scan("dev.streamgate.transcoder.ladder", "dev.streamgate.transcoder.plan",
                "dev.streamgate.transcoder.segment", "dev.streamgate.transcoder.source",
                "dev.streamgate.transcoder.task", "dev.streamgate.transcoder.remux", "dev.streamgate.transcoder.encode",
                "dev.streamgate.transcoder.audio", "dev.streamgate.transcoder.colour", "dev.streamgate.transcoder.copy",
                "dev.streamgate.transcoder.images", "dev.streamgate.transcoder.subtitles",
                "dev.streamgate.transcoder.purge");
        this.context.register(JacksonAutoConfiguration.class, BlobStoreAutoConfiguration.class,
                PresentationStoreAutoConfiguration.class, FfmpegAutoConfiguration.class);
        this.context.registerBean(Clock.class, Clock::systemUTC);
        this.context.registerBean(Ffmpeg.class, () -> LocatedFfmpeg.with(bean(FfmpegProperties.class), (program) -> {
            this.programs.add(program);
            return FfmpegListener.RunListener.NONE;
        }));
        this.context.refresh();
    }

    /** The blob store. */
    public BlobStore blobs() {
        return this.context.getBean(BlobStore.class);
    }

    /** The runs of ffmpeg and ffprobe so far: the names of the programs. */
    public List<String> programs() {
        return this.programs;
    }

    /** A bean of the service. */
    public <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    /** Stores a file as a source and returns the task that plans it. */
    public MediaTask store(Path file) throws IOException {
        String hash = sha256(file);
        String key = MediaKeys.source("upload-" + hash.substring(0, 16));
        try (InputStream in = Files.newInputStream(file)) {
            blobs().put(key, in, Files.size(file));
        }
        return new MediaTask("content", key, hash, null, null, 0, 0);
    }

    /** Replaces a stored presentation. */
    public void store(Presentation presentation) throws IOException {
        bean(PresentationStore.class).delete(presentation.packageKey());
        bean(PresentationStore.class).saveIfAbsent(presentation);
    }

    /** Plans a file. */
    public Presentation plan(Path file) throws IOException, InterruptedException {
        Map<String, Object> result = run(MediaTask.PLAN, store(file), new RecordingContext(0));
        return (Presentation) result.get("presentation");
    }

    /** Produces all segments of a presentation. */
    public void makeAll(Presentation presentation) throws IOException, InterruptedException {
        int segments = presentation.segments().size();
        if (presentation.video().stream().anyMatch((rendition) -> rendition.mode() == Mode.REMUX)) {
            make(MediaTask.REMUX, presentation, null, 0, segments);
        }
        if (presentation.video().stream().anyMatch((rendition) -> rendition.mode() == Mode.ENCODE)) {
            for (int from = 0, size = 1; from < segments; from += size, size = 2) {
                make(MediaTask.ENCODE, presentation, null, from, Math.min(segments, from + size));
            }
        }
        for (AudioRendition audio : presentation.audio()) {
            make(MediaTask.AUDIO, presentation, List.of(audio.name()), 0, audio.segments().size());
        }
    }

    /** Runs a task on a range of segments and returns its reports. */
    public RecordingContext make(String type, Presentation presentation, @Nullable List<String> renditions, int from,
            int to) throws IOException, InterruptedException {
        RecordingContext context = new RecordingContext(to);
        run(type, task(presentation, renditions, from, to), context);
        return context;
    }

    /** A task on a range of segments. */
    public MediaTask task(Presentation presentation, @Nullable List<String> renditions, int from, int to) {
        return new MediaTask("content", presentation.sourceKey(), "unused", presentation.packageKey(), renditions, from,
                to);
    }

    /** Runs a task. */
    public Map<String, Object> run(String type, MediaTask task, RecordingContext context)
            throws IOException, InterruptedException {
        return this.context.getBeansOfType(Task.class)
            .values()
            .stream()
            .filter((candidate) -> candidate.type().equals(type))
            .findFirst()
            .orElseThrow()
            .run(task, context);
    }

    /** Joins init section and segments of a video rendition into a file. */
    public Path join(Presentation presentation, VideoRendition rendition) throws IOException {
        return join(presentation, rendition.name(), presentation.segments().size());
    }

    /** Joins init section and segments of an audio rendition into a file. */
    public Path join(Presentation presentation, AudioRendition rendition) throws IOException {
        return join(presentation, rendition.name(), rendition.segments().size());
    }

    private Path join(Presentation presentation, String rendition, int segments) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        append(MediaKeys.init(presentation.packageKey(), rendition), whole);
        for (int segment = 0; segment < segments; segment++) {
            append(MediaKeys.segment(presentation.packageKey(), rendition, segment), whole);
        }
        return Files.write(this.directory.resolve("joined-" + rendition + ".mp4"), whole.toByteArray());
    }

    private void append(String key, ByteArrayOutputStream whole) throws IOException {
        try (InputStream in = blobs().open(key)) {
            in.transferTo(whole);
        }
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.hex(Files.readAllBytes(file));
    }

    @Override
    public void close() {
        this.context.close();
    }

}

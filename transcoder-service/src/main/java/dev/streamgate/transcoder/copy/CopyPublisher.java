/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

import dev.streamgate.transcoder.copy.CopyRejections.Track;
import dev.streamgate.transcoder.mp4.Fragment;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Publishes copied segments that a decoder accepts. The first segments of a video are
 * published before they are decoded, so that playback starts; all others afterwards.
 * Thread-safe.
 */
@Component
public class CopyPublisher {

    /** Segments that one run of the decoder checks. */
    private static final int RUN_LENGTH = 4;

    private final SegmentPublisher publisher;

    private final CopyVerifier verifier;

    private final CopyRejections rejections;

    private final ScratchDirectory scratch;

    CopyPublisher(SegmentPublisher publisher, CopyVerifier verifier, CopyRejections rejections,
            ScratchDirectory scratch) {
        this.publisher = publisher;
        this.verifier = verifier;
        this.rejections = rejections;
        this.scratch = scratch;
    }

    /**
     * Publishes the segments of a task.
     * @param rendition what is copied
     * @param from first segment
     * @param segments creates a segment by its number
     * @param concealment replaces segments that do not decode, after the source has been
     * planned again: for players of this plan
     * @return the task's result, which asks for another plan if the samples do not decode
     */
    public Map<String, Object> publish(Rendition rendition, int from, IntFunction<Segment> segments,
            Concealment concealment, TaskContext context) throws IOException, InterruptedException {
        this.publisher.init(rendition.packageKey(), rendition.name(), rendition.init().get());
        if (from == 0) {
            publish(rendition, 0, context.end(), segments, context);
        }
        for (int next = from; next < context.end();) {
            int end = Math.min(next + RUN_LENGTH, context.end());
            if (!accepts(rendition, next, end, segments, context)) {
                context.checkActive();
                if (this.rejections.of(rendition.packageKey()).contains(rendition.track())) {
                    concealment.encode(next);
                    return Map.of();
                }
                return this.rejections.reject(rendition.packageKey(), rendition.track());
            }
            if (from > 0) {
                publish(rendition, next, end, segments, context);
            }
            next = end;
        }
        return Map.of();
    }

    private void publish(Rendition rendition, int from, int to, IntFunction<Segment> segments, TaskContext context)
            throws IOException {
        for (int number = from; number < to; number++) {
            Segment segment = segments.apply(number);
            this.publisher.segment(rendition.packageKey(), rendition.name(), number, segment.fragment(), segment.data(),
                    context);
            context.published(number + 1);
        }
    }

    private boolean accepts(Rendition rendition, int from, int to, IntFunction<Segment> segments, TaskContext context)
            throws IOException, InterruptedException {
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Path file = folder.path().resolve("copy.mp4");
            int frames = 0;
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(rendition.init().get());
                for (int number = from; number < to; number++) {
                    Segment segment = segments.apply(number);
                    out.write(segment.fragment().header());
                    try (InputStream data = segment.data()) {
                        data.transferTo(out);
                    }
                    frames += segment.fragment().count();
                }
            }
            return this.verifier.accepts(file, (rendition.track() == Track.VIDEO) ? frames : 0, context);
        }
    }

    /** Replaces segments that do not decode. */
    @FunctionalInterface
    public interface Concealment {

        /** Encodes and publishes all segments of the task from one on. */
        void encode(int from) throws IOException, InterruptedException;

    }

    /**
     * A copied rendition.
     *
     * @param packageKey its package
     * @param name its name
     * @param track the track of which its samples are
     * @param init creates its init section
     */
    public record Rendition(String packageKey, String name, Track track, Supplier<byte[]> init) {
    }

    /**
     * A copied segment.
     *
     * @param fragment its samples
     * @param data their bytes, read once
     */
    public record Segment(Fragment fragment, InputStream data) {
    }

}

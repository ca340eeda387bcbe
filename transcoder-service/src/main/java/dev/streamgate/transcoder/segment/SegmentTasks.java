/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.segment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.transcoder.source.PlannedSource;
import dev.streamgate.transcoder.source.PlannedSources;
import dev.streamgate.transcoder.task.TaskContext;

/** Runs tasks that publish a range of segments. Thread-safe. */
@Component
public class SegmentTasks {

    private final PlannedSources sources;

    private final SegmentPublisher publisher;

    public SegmentTasks(PlannedSources sources, SegmentPublisher publisher) {
        this.sources = sources;
        this.publisher = publisher;
    }

    /**
     * Skips the published segments at the start of the task's range and produces the
     * rest. The source is opened only if a segment is missing.
     * @param task the task
     * @param context its context
     * @param renditions the names of the renditions that the task produces
     * @param producer produces the segments
     * @return the producer's result; empty if all segments are published
     */
    public Map<String, Object> run(MediaTask task, TaskContext context, Function<Presentation, List<String>> renditions,
            SegmentProducer producer) throws IOException, InterruptedException {
        Presentation presentation = this.sources.presentation(task);
        int to = context.end();
        int from = this.publisher.firstMissing(presentation.packageKey(), renditions.apply(presentation),
                task.fromSegment(), to);
        context.published(from);
        if (from >= to) {
            return Map.of();
        }
        try (PlannedSource source = this.sources.open(presentation, task)) {
            return producer.produce(source, from, to);
        }
    }

    /** Produces segments. */
    @FunctionalInterface
    public interface SegmentProducer {

        /**
         * Publishes a range of segments and reports each; stops earlier at
         * {@link TaskContext#end()}.
         * @param source the source
         * @param from first segment
         * @param to last segment, exclusive
         * @return the task's result
         */
        Map<String, Object> produce(PlannedSource source, int from, int to) throws IOException, InterruptedException;

    }

}

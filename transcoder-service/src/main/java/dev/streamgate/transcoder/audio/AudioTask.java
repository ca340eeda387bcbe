/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.audio;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.transcoder.segment.SegmentTasks;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Publishes audio segments, copied or encoded as planned. */
@Component
class AudioTask implements Task {

    private final SegmentTasks segmentTasks;

    private final AudioCopier copier;

    private final AudioEncoder encoder;

    AudioTask(SegmentTasks segmentTasks, AudioCopier copier, AudioEncoder encoder) {
        this.segmentTasks = segmentTasks;
        this.copier = copier;
        this.encoder = encoder;
    }

    @Override
    public String type() {
        return MediaTask.AUDIO;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        return this.segmentTasks.run(task, context, (presentation) -> List.of(rendition(presentation, task).name()),
                (source, from, to) -> {
                    AudioJob job = AudioJob.of(source, rendition(source.presentation(), task), from, to);
                    if (job.rendition().mode() == Mode.REMUX) {
                        return this.copier.copy(job, context);
                    }
                    return this.encoder.encode(job, context);
                });
    }

    /** The rendition that the task names; the default one if it names none. */
    private static AudioRendition rendition(Presentation presentation, MediaTask task) {
        List<String> names = task.renditions();
        return presentation.audio()
            .stream()
            .filter((rendition) -> names == null || names.contains(rendition.name()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The presentation has no audio rendition " + names));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.Profile;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Probes a source and writes its {@code presentation.json}, unless there is one. */
@Component
class PlanTask implements Task {

    private final PackageKeys packageKeys;

    private final PresentationStore presentations;

    private final SourceFiles sources;

    private final SourceSelector choice;

    private final Ladder ladder;

    private final VideoPlanner videoPlanner;

    private final AudioPlanner audioPlanner;

    PlanTask(PackageKeys packageKeys, PresentationStore presentations, SourceFiles sources, SourceSelector choice,
            Ladder ladder, VideoPlanner videoPlanner, AudioPlanner audioPlanner) {
        this.packageKeys = packageKeys;
        this.presentations = presentations;
        this.sources = sources;
        this.choice = choice;
        this.ladder = ladder;
        this.videoPlanner = videoPlanner;
        this.audioPlanner = audioPlanner;
    }

    @Override
    public String type() {
        return MediaTask.PLAN;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext control) throws IOException, InterruptedException {
        List<Profile> wanted = wanted(task);
        String packageKey = this.packageKeys.of(task.sourceSha256(), task.renditions());
        Optional<Presentation> known = this.presentations.find(packageKey);
        return Map.of("presentation", known.isPresent() ? known.get() : make(packageKey, task, wanted, control));
    }

    private List<Profile> wanted(MediaTask task) throws UnreadableMediaException {
        try {
            List<Profile> wanted = this.ladder.profiles(task.renditions());
            return wanted.isEmpty() ? this.ladder.profiles() : wanted;
        }
        catch (IllegalArgumentException ex) {
            throw new UnreadableMediaException("A profile that was asked for does not exist.");
        }
    }

    private Presentation make(String packageKey, MediaTask task, List<Profile> wanted, TaskContext control)
            throws IOException, InterruptedException {
        try (SourceFile source = this.sources.open(task.sourceKey())) {
            PreparedSource media = this.choice.choose(packageKey, task.sourceKey(), source.path(), control);
            Probe.Video video = media.probe().video();
            VideoPlan plan = (video != null) ? this.videoPlanner.plan(media, video, wanted) : VideoPlan.NONE;
            double duration = (video != null) ? plan.duration() : media.probe().duration();
            if (!(duration > 0)) {
                throw new UnreadableMediaException("The file does not say how long it is.");
            }
            List<AudioRendition> audio = media.probe().audio().isEmpty() ? List.of()
                    : List.of(this.audioPlanner.plan(media, duration));
            control.check();
            return this.presentations.saveIfAbsent(new Presentation(packageKey, task.sourceKey(), media.key(), duration,
                    plan.width(), plan.height(), plan.frameRate(), plan.timescale(), plan.segments(), plan.frames(),
                    plan.renditions(), audio, plan.storyboard(), null));
        }
    }

}

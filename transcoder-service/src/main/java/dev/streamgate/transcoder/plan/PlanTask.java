/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.Profile;
import dev.streamgate.transcoder.source.ProbedStreams;
import dev.streamgate.transcoder.source.SourceFile;
import dev.streamgate.transcoder.source.SourceFiles;
import dev.streamgate.transcoder.task.Task;
import dev.streamgate.transcoder.task.TaskContext;

/** Probes a source and writes its presentation unless the package has one. */
@Component
class PlanTask implements Task {

    private final PackageKeys packageKeys;

    private final PresentationStore presentations;

    private final SourceFiles sources;

    private final SourceSelector sourceSelector;

    private final Ladder ladder;

    private final VideoPlanner videoPlanner;

    private final AudioPlanner audioPlanner;

    PlanTask(PackageKeys packageKeys, PresentationStore presentations, SourceFiles sources,
            SourceSelector sourceSelector, Ladder ladder, VideoPlanner videoPlanner, AudioPlanner audioPlanner) {
        this.packageKeys = packageKeys;
        this.presentations = presentations;
        this.sources = sources;
        this.sourceSelector = sourceSelector;
        this.ladder = ladder;
        this.videoPlanner = videoPlanner;
        this.audioPlanner = audioPlanner;
    }

    @Override
    public String type() {
        return MediaTask.PLAN;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        List<Profile> profiles = profiles(task);
        String packageKey = this.packageKeys.of(task.sourceSha256(), task.renditions());
        Optional<Presentation> existing = this.presentations.find(packageKey);
        return Map.of("presentation",
                existing.isPresent() ? existing.get() : plan(packageKey, task, profiles, context));
    }

    private List<Profile> profiles(MediaTask task) throws UnreadableMediaException {
        try {
            List<Profile> profiles = this.ladder.profiles(task.renditions());
            return profiles.isEmpty() ? this.ladder.profiles() : profiles;
        }
        catch (IllegalArgumentException ex) {
            throw new UnreadableMediaException("A requested profile does not exist.");
        }
    }

    private Presentation plan(String packageKey, MediaTask task, List<Profile> profiles, TaskContext context)
            throws IOException, InterruptedException {
        try (SourceFile file = this.sources.open(task.sourceKey())) {
            PreparedSource source = this.sourceSelector.select(packageKey, task.sourceKey(), file.path(), context);
            Probe.Video probed = source.probe().video();
            VideoPlan video = (probed != null) ? this.videoPlanner.plan(source, probed, profiles) : VideoPlan.NONE;
            double duration = (probed != null) ? video.duration() : source.probe().duration();
            if (!(duration > 0)) {
                throw new UnreadableMediaException("The file does not declare its duration.");
            }
            AudioPlan audio = source.probe().audio().isEmpty() ? null : this.audioPlanner.plan(source, duration);
            context.checkActive();
            return this.presentations.saveIfAbsent(new Presentation(packageKey, task.sourceKey(), source.key(),
                    duration, video.width(), video.height(), video.frameRate(), video.timescale(), video.segments(),
                    video.frames(), video.renditions(), renditions(audio), video.storyboard(),
                    ProbedStreams.of(source.probe(), (audio != null) ? audio.firstFrame() : 0)));
        }
    }

    private static List<AudioRendition> renditions(@Nullable AudioPlan audio) {
        return (audio != null) ? List.of(audio.rendition()) : List.of();
    }

}

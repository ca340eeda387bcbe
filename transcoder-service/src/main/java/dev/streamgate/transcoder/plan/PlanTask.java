/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Extras;
import dev.streamgate.contracts.media.Presentation.SourceStreams;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.StreamTimes;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.media.presentation.PresentationStore;
import dev.streamgate.transcoder.copy.CopyRejections;
import dev.streamgate.transcoder.copy.CopyRejections.Track;
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

    private static final String DOLBY_VISION_NOTE = "The video is in Dolby Vision profile 5: its colours are converted without the reshaping curves of its metadata and differ from the original. For exact colours, upload a version in HDR10, HLG, Dolby Vision profile 8 or SDR.";

    private final PackageKeys packageKeys;

    private final PresentationStore presentations;

    private final SourceFiles sources;

    private final SourceSelector sourceSelector;

    private final Ladder ladder;

    private final VideoPlanner videoPlanner;

    private final AudioPlanner audioPlanner;

    private final ExtrasPlanner extrasPlanner;

    private final Ffmpeg ffmpeg;

    private final SeekRecovery seekRecovery;

    private final CopyRejections rejections;

    PlanTask(PackageKeys packageKeys, PresentationStore presentations, SourceFiles sources,
            SourceSelector sourceSelector, Ladder ladder, VideoPlanner videoPlanner, AudioPlanner audioPlanner,
            ExtrasPlanner extrasPlanner, Ffmpeg ffmpeg, SeekRecovery seekRecovery, CopyRejections rejections) {
        this.packageKeys = packageKeys;
        this.presentations = presentations;
        this.sources = sources;
        this.sourceSelector = sourceSelector;
        this.ladder = ladder;
        this.videoPlanner = videoPlanner;
        this.audioPlanner = audioPlanner;
        this.extrasPlanner = extrasPlanner;
        this.ffmpeg = ffmpeg;
        this.seekRecovery = seekRecovery;
        this.rejections = rejections;
    }

    @Override
    public String type() {
        return MediaTask.PLAN;
    }

    @Override
    public Map<String, Object> run(MediaTask task, TaskContext context) throws IOException, InterruptedException {
        List<Profile> profiles = profiles(task);
        Set<Track> encoded = EnumSet.noneOf(Track.class);
        String packageKey = this.packageKeys.of(task.sourceSha256(), task.renditions(), encoded);
        while (encoded.addAll(this.rejections.of(packageKey))) {
            packageKey = this.packageKeys.of(task.sourceSha256(), task.renditions(), encoded);
        }
        Optional<Presentation> existing = this.presentations.find(packageKey);
        return Map.of("presentation",
                existing.isPresent() ? existing.get() : plan(packageKey, task, profiles, encoded, context));
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

    private Presentation plan(String packageKey, MediaTask task, List<Profile> profiles, Set<Track> encoded,
            TaskContext context) throws IOException, InterruptedException {
        try (SourceFile file = this.sources.open(task.sourceKey())) {
            PlanNotes notes = new PlanNotes();
            encoded.forEach((track) -> notes.add(track.note()));
            Probe probe = this.ffmpeg.probe(file.path());
            PreparedSource source = this.sourceSelector.select(packageKey, task.sourceKey(), file.path(), probe,
                    encoded, notes, context);
            Probe.Video probed = source.probe().video();
            if (probed != null && probed.colour().matrix().equals("ipt-c2")) {
                notes.add(DOLBY_VISION_NOTE);
            }
            if (probed == null || probe.format().equals("avi")) {
                source = source.withoutEncoderDelays();
            }
            MediaSpan span = MediaSpan.of(source);
            if (probed != null && !VideoPlanner.canHold(source.times(probed.index()), span)) {
                source = source.withoutRemux();
            }
            VideoPlan video = (probed != null) ? this.videoPlanner.plan(source, probed, span, profiles)
                    : VideoPlan.NONE;
            double duration = (probed != null) ? video.duration() : span.duration();
            if (!(duration > 0)) {
                throw new UnreadableMediaException("The file contains no more than an instant.");
            }
            PreparedSource sound = encoded.contains(Track.AUDIO) ? source.withoutIndex() : source;
            List<AudioRendition> audio = this.audioPlanner.plan(sound, span.start(), duration, notes);
            this.extrasPlanner.notes(probe).forEach(notes::add);
            // The copy of a source lacks subtitles, chapters and cover, and starts at 0.
            double origin = source.key().equals(task.sourceKey()) ? span.start() : probe.start() + span.start();
            Extras extras = this.extrasPlanner.plan(probe, origin, duration);
            context.checkActive();
            return this.presentations.saveIfAbsent(new Presentation(packageKey, task.sourceKey(), source.key(),
                    duration, video.width(), video.height(), video.frameRate(), video.timescale(), video.segments(),
                    video.frames(), video.renditions(), audio,
                    (video.storyboard() != null) ? video.storyboard() : this.extrasPlanner.waveform(duration),
                    streams(source, span, audio, context), notes.toList(), extras));
        }
    }

    private SourceStreams streams(PreparedSource source, MediaSpan span, List<AudioRendition> audio,
            TaskContext context) throws IOException, InterruptedException {
        Probe.Video video = source.probe().video();
        Double recovery = null;
        if (video != null && source.remux() == null) {
            try (SourceFile media = this.sources.open(source.key())) {
                recovery = this.seekRecovery.measure(video, span.duration(), media.path(), context);
            }
        }
        StreamTimes times = (video != null) ? source.times(video.index()) : null;
        return new SourceStreams(source.probe().start(),
                (video != null && times != null)
                        ? ProbedStreams.video(video, times.start(), recovery, times.keyFrameInterval()) : null,
                audio.isEmpty() ? null : audio.getFirst().source(), span.start(),
                (times != null) ? times.last() : null);
    }

}

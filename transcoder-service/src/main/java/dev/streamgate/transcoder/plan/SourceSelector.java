/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.StreamTimes;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;
import dev.streamgate.transcoder.copy.CopyRejections.Track;
import dev.streamgate.transcoder.mp4.CompositionTimes;
import dev.streamgate.transcoder.mp4.Mp4Index;
import dev.streamgate.transcoder.mp4.UnsupportedMp4Exception;
import dev.streamgate.transcoder.segment.SegmentPublisher;
import dev.streamgate.transcoder.source.ScratchDirectory;
import dev.streamgate.transcoder.task.TaskContext;

/**
 * Selects the file that the tasks of a presentation read: the source if its container can
 * be cut or sought in, else a lossless copy in a container that can.
 */
@Component
class SourceSelector {

    /** MOV takes the codecs that MP4 does not, for instance PCM. */
    private static final List<String> SAMPLE_TABLE_FORMATS = List.of("mp4", "mov");

    /** Containers whose header declares the duration. */
    private static final List<String> DECLARING_FORMATS = List.of("mp4", "matroska", "avi", "flv", "asf");

    private static final String INCOMPLETE = "The file is incomplete:";

    /** Seconds by which a container's declared duration may exceed its packets. */
    private static final double DECLARED_TOLERANCE = 1;

    /** Seconds; the timestamps of Matroska are whole milliseconds. */
    private static final double DELAY_TOLERANCE = 0.003;

    private final Ffmpeg ffmpeg;

    private final TrackSelector tracks;

    private final StreamCopier copier;

    private final SegmentPublisher publisher;

    private final ScratchDirectory scratch;

    SourceSelector(Ffmpeg ffmpeg, TrackSelector tracks, StreamCopier copier, SegmentPublisher publisher,
            ScratchDirectory scratch) {
        this.ffmpeg = ffmpeg;
        this.tracks = tracks;
        this.copier = copier;
        this.publisher = publisher;
        this.scratch = scratch;
    }

    /**
     * Selects the tracks of a source, and the file that the tasks read.
     * @param all the probe of the source
     * @param encoded tracks that must not be copied
     */
    PreparedSource select(String packageKey, String sourceKey, Path source, Probe all, Set<Track> encoded,
            PlanNotes notes, TaskContext context) throws IOException, InterruptedException {
        Probe probe = this.tracks.select(source, all, notes);
        Mp4Index index = all.isMp4() ? index(source, notes) : null;
        Probe.Video video = probe.video();
        boolean playable = video != null && !encoded.contains(Track.VIDEO) && RemuxPlan.isPlayable(video);
        Optional<PreparedSource> indexed = (index != null)
                ? indexed(sourceKey, source, index, probe, video != null && video.equals(all.video()))
                : Optional.empty();
        if (indexed.isPresent()) {
            return encoded.contains(Track.VIDEO) ? indexed.get().withoutRemux() : indexed.get();
        }
        if (playable) {
            for (String format : SAMPLE_TABLE_FORMATS) {
                Optional<PreparedSource> copy = copyWithSampleTables(packageKey, source, format, probe, context);
                if (copy.isPresent()) {
                    return noted(copy.get(), source, all, notes);
                }
            }
        }
        // Matroska does not keep the duration of a GIF's last frame.
        boolean seekable = (all.isMp4() || all.format().contains("matroska") || all.format().equals("gif"))
                && all.duration() > 0;
        if (!seekable) {
            Optional<PreparedSource> copy = copyToMatroska(packageKey, source, probe, context);
            if (copy.isPresent()) {
                return noted(copy.get(), source, all, notes);
            }
        }
        return noted(scanned(sourceKey, source, probe), source, all, notes);
    }

    private static @Nullable Mp4Index index(Path file, PlanNotes notes) throws IOException {
        try {
            return Mp4Index.read(file);
        }
        catch (UnsupportedMp4Exception ex) {
            return null;
        }
        catch (UnreadableMediaException ex) {
            notes.add(ex.getMessage() + " What is there is played.");
            return null;
        }
    }

    /** The source itself, if the index describes all of its tracks. */
    private static Optional<PreparedSource> indexed(String key, Path file, Mp4Index index, Probe probe,
            boolean firstVideo) throws IOException {
        Probe.Video video = probe.video();
        Map<Integer, StreamTimes> times = new HashMap<>();
        if (video != null) {
            if (!firstVideo || index.video() == null || index.video().samples().lacksOffsets()) {
                return Optional.empty();
            }
            index.video().times().ifPresent((found) -> times.put(video.index(), found));
        }
        for (Probe.Audio audio : probe.audio()) {
            if (audio.track() < index.audio().size()) {
                index.audio().get(audio.track()).times().ifPresent((found) -> times.put(audio.index(), found));
            }
        }
        if (video != null && !times.containsKey(video.index())) {
            return Optional.empty();
        }
        RemuxPlan remux = (video != null && RemuxPlan.isPlayable(video))
                ? RemuxPlan.of(file, index.video(), video).orElse(null) : null;
        return Optional.of(new PreparedSource(key, withPackets(probe, times), times, index, remux));
    }

    private PreparedSource scanned(String key, Path file, Probe probe) throws IOException, InterruptedException {
        Map<Integer, StreamTimes> times = this.ffmpeg.packets(file);
        Probe present = withPackets(probe, times);
        if (present.videos().isEmpty() && present.audio().isEmpty()) {
            throw new UnreadableMediaException("The file contains neither video nor sound.");
        }
        return new PreparedSource(key, present, times, null, null);
    }

    private static Probe withPackets(Probe probe, Map<Integer, StreamTimes> times) {
        return probe.withStreams(probe.videos().stream().filter((video) -> times.containsKey(video.index())).toList(),
                probe.audio().stream().filter((audio) -> times.containsKey(audio.index())).toList());
    }

    private static PreparedSource noted(PreparedSource source, Path file, Probe declared, PlanNotes notes)
            throws IOException {
        MediaSpan span = MediaSpan.of(source);
        boolean declares = DECLARING_FORMATS.stream().anyMatch((format) -> declared.format().contains(format));
        // Matroska declares the end rather than the duration if it does not start at 0.
        double duration = declared.duration() - Math.max(0, declared.start());
        boolean known = notes.toList().stream().anyMatch((note) -> note.startsWith(INCOMPLETE));
        if (declares && !known && span.duration() < duration - DECLARED_TOLERANCE) {
            notes.add(String.format(Locale.ROOT, "%s it declares %.1f s and contains %.1f s.", INCOMPLETE, duration,
                    span.duration()));
        }
        else if (!known && FileEnd.isMissing(file, declared.format())) {
            notes.add(INCOMPLETE + " it ends early. What is there is played.");
        }
        return source;
    }

    /** A copy with sample tables, if its video can then be repackaged. */
    private Optional<PreparedSource> copyWithSampleTables(String packageKey, Path source, String format, Probe probe,
            TaskContext context) throws IOException, InterruptedException {
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Path copy = folder.path().resolve("copy.mp4");
            if (!this.copier.copy(source, copy, format, probe, 0, context)) {
                return Optional.empty();
            }
            if (lacksCompositionTimes(source, probe)) {
                CompositionTimes.add(copy);
            }
            Mp4Index index = index(copy, new PlanNotes());
            Probe copied = this.copier.probe(copy, probe);
            if (index == null || !this.tracks.decodesSound(copy, copied)) {
                return Optional.empty();
            }
            Optional<PreparedSource> indexed = indexed(MediaKeys.media(packageKey), copy, index, copied, true)
                .filter((prepared) -> prepared.remux() != null);
            if (indexed.isPresent()) {
                publish(packageKey, copy, context);
            }
            return indexed;
        }
    }

    private Optional<PreparedSource> copyToMatroska(String packageKey, Path source, Probe probe, TaskContext context)
            throws IOException, InterruptedException {
        try (ScratchDirectory.Folder folder = this.scratch.createFolder()) {
            Path copy = folder.path().resolve("copy.mkv");
            Path timed = folder.path().resolve("timed.mp4");
            if (lacksCompositionTimes(source, probe) && this.copier.copy(source, timed, "mp4", probe, 0, context)
                    && CompositionTimes.add(timed)) {
                return copyToMatroska(packageKey, timed, this.copier.probe(timed, probe), context);
            }
            if (!this.copier.copy(source, copy, "matroska", probe, 0, context)) {
                return Optional.empty();
            }
            double delay = videoDelay(probe, this.copier.probe(copy, probe));
            if (probe.format().equals("avi") && delay > DELAY_TOLERANCE
                    && !this.copier.copy(source, copy, "matroska", probe, -delay, context)) {
                return Optional.empty();
            }
            PreparedSource prepared = scanned(MediaKeys.media(packageKey), copy, this.copier.probe(copy, probe));
            publish(packageKey, copy, context);
            // Only the header of an MP3 tells the delay of its encoder.
            return Optional.of(probe.format().equals("mp3") && probe.video() == null
                    ? prepared.without(probe.audio().getFirst().start()) : prepared);
        }
    }

    /**
     * AVI has the order of decoding only, and ffmpeg takes it for the other one; it does
     * the same where the composition offsets of an MP4 end.
     */
    private static boolean lacksCompositionTimes(Path file, Probe probe) throws IOException {
        Probe.Video video = probe.video();
        if (video == null || !video.codec().equals("h264")) {
            return false;
        }
        Mp4Index index = probe.isMp4() ? index(file, new PlanNotes()) : null;
        return probe.format().equals("avi")
                || (index != null && index.video() != null && index.video().samples().lacksOffsets());
    }

    /**
     * Seconds by which a copy delays the video relative to the sound: AVI has no
     * presentation times, and those that ffmpeg generates for B-frames start later.
     */
    private static double videoDelay(Probe original, Probe copy) {
        Probe.Video from = original.video();
        Probe.Video to = copy.video();
        if (from == null || to == null || original.audio().isEmpty() || copy.audio().isEmpty()) {
            return 0;
        }
        Probe.Audio sound = original.audio().getFirst();
        return to.start() - copy.audio().getFirst().start()
                - (from.start() - sound.start() + StreamCopier.undeclaredDelay(original, sound));
    }

    private void publish(String packageKey, Path file, TaskContext context) throws IOException {
        this.publisher.file(MediaKeys.media(packageKey), file, context);
    }

}

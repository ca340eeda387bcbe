/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.UnreadableMediaException;

/**
 * Selects the tracks that a presentation offers: one video track and the audio tracks, as
 * far as they can be decoded. Tracks that cannot are noted.
 */
@Component
class TrackSelector {

    /** Every build of ffmpeg decodes these, whatever their parameters. */
    private static final Set<String> ALWAYS_DECODED = Set.of("h264", "hevc", "vp8", "vp9", "mpeg4", "mpeg2video",
            "mjpeg", "prores", "mp3", "mp2", "opus", "vorbis", "flac", "ac3", "eac3");

    /** Others, such as xHE-AAC, are new. */
    private static final Set<String> AAC_PROFILES = Set.of("LC", "HE-AAC", "HE-AACv2");

    private static final int MAX_AUDIO_TRACKS = 16;

    private final Ffmpeg ffmpeg;

    TrackSelector(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Returns a probe of the selected tracks only.
     * @throws UnreadableMediaException if no track can be decoded
     */
    Probe select(Path file, Probe probe, PlanNotes notes) throws IOException, InterruptedException {
        List<Probe.Video> videos = new ArrayList<>();
        for (Probe.Video video : probe.videos()) {
            if (!videos.isEmpty()) {
                notes.add("The file has %d video tracks; only the first one is offered."
                    .formatted(probe.videos().size()));
                break;
            }
            if (ALWAYS_DECODED.contains(video.codec()) || this.ffmpeg.decodes(file, video.index())) {
                videos.add(video);
            }
            else {
                notes.add("The video track (%s) cannot be decoded and is not offered.".formatted(video.codec()));
            }
        }
        List<Probe.Audio> audio = new ArrayList<>();
        for (Probe.Audio track : probe.audio()) {
            if (audio.size() == MAX_AUDIO_TRACKS) {
                notes.add("The file has %d audio tracks; only %d of them are offered.".formatted(probe.audio().size(),
                        MAX_AUDIO_TRACKS));
                break;
            }
            if (isAlwaysDecoded(track) || this.ffmpeg.decodes(file, track.index())) {
                audio.add(track);
            }
            else {
                notes.add("Audio track %d (%s) cannot be decoded and is not offered.".formatted(track.track() + 1,
                        track.codec()));
            }
        }
        if (videos.isEmpty() && audio.isEmpty()) {
            throw new UnreadableMediaException("No track of the file can be decoded.");
        }
        return probe.withStreams(videos, audio);
    }

    /**
     * Whether all audio tracks of a copy decode: not every container keeps what a decoder
     * needs.
     */
    boolean decodesSound(Path copy, Probe probe) throws IOException, InterruptedException {
        for (Probe.Audio track : probe.audio()) {
            if (!isAlwaysDecoded(track) && !this.ffmpeg.decodes(copy, track.index())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlwaysDecoded(Probe.Audio track) {
        return ALWAYS_DECODED.contains(track.codec()) || track.codec().startsWith("pcm_")
                || (track.codec().equals("aac") && AAC_PROFILES.contains(track.profile()));
    }

}

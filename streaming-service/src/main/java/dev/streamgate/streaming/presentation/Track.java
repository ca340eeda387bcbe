/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The segmentation of one rendition.
 *
 * @param segments segment durations in ticks
 * @param timescale ticks per second
 * @param contentType media type of its files
 */
public record Track(List<Long> segments, int timescale, String contentType) {

    /** The tracks of all renditions, by name. */
    public static Map<String, Track> all(Presentation presentation) {
        Map<String, Track> tracks = new LinkedHashMap<>();
        presentation.video()
            .forEach((video) -> tracks.put(video.name(),
                    new Track(presentation.segments(), presentation.timescale(), "video/mp4")));
        presentation.audio()
            .forEach((audio) -> tracks.put(audio.name(), new Track(audio.segments(), audio.sampleRate(), "audio/mp4")));
        return tracks;
    }

    /**
     * The track of a rendition.
     * @throws ProblemException 404 if the presentation has no rendition of this name
     */
    public static Track of(Presentation presentation, String rendition) {
        Track track = all(presentation).get(rendition);
        if (track == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "Rendition not found.");
        }
        return track;
    }

    /**
     * Requires that a segment exists.
     * @throws ProblemException 404 if the rendition has no such segment
     */
    public void require(int number) {
        if (number >= this.segments.size()) {
            throw new ProblemException(ProblemType.NOT_FOUND,
                    "The rendition has %d segments, numbered from 0.".formatted(this.segments.size()));
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.presentation;

import java.util.List;

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

    /**
     * The track of a rendition.
     * @throws ProblemException 404 if the presentation has no rendition of this name
     */
    public static Track of(Presentation presentation, String rendition) {
        if (presentation.video().stream().anyMatch((video) -> video.name().equals(rendition))) {
            return new Track(presentation.segments(), presentation.timescale(), "video/mp4");
        }
        return presentation.audio()
            .stream()
            .filter((audio) -> audio.name().equals(rendition))
            .map((audio) -> new Track(audio.segments(), audio.sampleRate(), "audio/mp4"))
            .findFirst()
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Rendition not found."));
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

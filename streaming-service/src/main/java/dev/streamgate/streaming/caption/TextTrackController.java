/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.caption;

import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Chapter;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.gate.Gate.PlaybackGrant;
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.TextResponses;
import dev.streamgate.streaming.session.PlaybackAuthorizer;
import dev.streamgate.suite.caption.Captions;
import dev.streamgate.suite.caption.Cue;

/**
 * Serves text tracks, whole and in segments, and chapters. Clients revalidate them: they
 * may be replaced while viewers watch.
 */
@RestController
@RequestMapping("/api/v1/streams/{contentId}")
@RateLimited("streaming")
@LongRunning
class TextTrackController {

    private static final MediaType VTT = MediaType.parseMediaType("text/vtt;charset=UTF-8");

    private final PlaybackAuthorizer authorizer;

    private final PresentationCache presentations;

    private final CaptionTexts texts;

    TextTrackController(PlaybackAuthorizer authorizer, PresentationCache presentations, CaptionTexts texts) {
        this.authorizer = authorizer;
        this.presentations = presentations;
        this.texts = texts;
    }

    @GetMapping("/{caption:(?:captions|subtitles)-[A-Za-z0-9-]{1,60}}.vtt")
    ResponseEntity<String> file(@PathVariable String contentId, @PathVariable String caption,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, caption, session, (presentation, captions) -> captions.toWebVtt());
    }

    @GetMapping("/{caption:(?:captions|subtitles)-[A-Za-z0-9-]{1,60}}/{number:[0-9]{1,9}}.vtt")
    ResponseEntity<String> segment(@PathVariable String contentId, @PathVariable String caption,
            @PathVariable int number, @RequestParam(required = false) @Nullable String session) {
        return text(contentId, caption, session, (presentation, captions) -> {
            int segments = CaptionTrack.segments(presentation.duration());
            if (number >= segments) {
                throw new ProblemException(ProblemType.NOT_FOUND,
                        "The captions have %d segments, numbered from 0.".formatted(segments));
            }
            long from = 1000L * CaptionTrack.SEGMENT_DURATION * number;
            return captions.segment(from, from + 1000L * CaptionTrack.SEGMENT_DURATION);
        });
    }

    @GetMapping("/chapters.vtt")
    ResponseEntity<String> chapters(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        List<Chapter> chapters = this.presentations.get(grant.packageKey()).extrasOrNone().chapters();
        if (chapters.isEmpty()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The video has no chapters.");
        }
        return TextResponses.of(VTT,
                new Captions("", chapters.stream().map(TextTrackController::cue).toList()).toWebVtt());
    }

    private static Cue cue(Chapter chapter) {
        return new Cue(Math.round(1000 * chapter.start()), Math.round(1000 * chapter.end()), "",
                chapter.title().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private ResponseEntity<String> text(String contentId, String name, @Nullable String session,
            BiFunction<Presentation, Captions, String> text) {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Presentation presentation = this.presentations.get(grant.packageKey());
        CaptionTrack track = CaptionTrack.of(presentation, grant, name);
        Captions captions = (track.uploaded() > 0) ? this.texts.uploaded(contentId, track.language(), track.uploaded())
                : this.texts.subtitles(grant.packageKey(), name);
        return TextResponses.of(VTT, text.apply(presentation, captions));
    }

}

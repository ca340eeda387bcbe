/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.gate.Gate.Admission;
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.Track;
import dev.streamgate.streaming.session.PlaybackAuthorizer;

/** The files of a video: segments and images. */
@RestController
@RequestMapping("/api/v1/streams/{contentId}")
@RateLimited("streaming")
class FileController {

    private static final String IMAGES = "images";

    private static final String IMMUTABLE = "max-age=31536000, immutable";

    private final PlaybackAuthorizer entrance;

    private final PresentationCache presentations;

    private final OnDemandBlobs blobs;

    private final BlobResponses responses;

    private final FirstSegmentTracer firstSegmentTracer;

    private final Clock clock;

    FileController(PlaybackAuthorizer entrance, PresentationCache presentations, OnDemandBlobs blobs,
            BlobResponses responses, FirstSegmentTracer firstSegmentTracer, Clock clock) {
        this.entrance = entrance;
        this.presentations = presentations;
        this.blobs = blobs;
        this.responses = responses;
        this.firstSegmentTracer = firstSegmentTracer;
        this.clock = clock;
    }

    @GetMapping("/{rendition}/init.mp4")
    void init(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Admission admission = this.entrance.admit(contentId, session);
        Track track = Track.of(presentation(admission), rendition);
        String key = MediaKeys.init(admission.packageKey(), rendition);
        send(admission, key, rendition, 0, track.contentType(), request, response);
    }

    @GetMapping("/{rendition}/{number:[0-9]{1,9}}.m4s")
    void segment(@PathVariable String contentId, @PathVariable String rendition, @PathVariable int number,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Instant began = this.clock.instant();
        Admission admission = this.entrance.admit(contentId, session);
        Track track = Track.of(presentation(admission), rendition);
        track.require(number);
        String key = MediaKeys.segment(admission.packageKey(), rendition, number);
        send(admission, key, rendition, number, track.contentType(), request, response);
        if (number == 0) {
            this.firstSegmentTracer.served(contentId, admission.packageKey(), rendition, began);
        }
    }

    @GetMapping("/thumbnail.jpg")
    void thumbnail(@PathVariable String contentId, @RequestParam(required = false) @Nullable String session,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        Admission admission = this.entrance.admit(contentId, session);
        PresentationCache.storyboard(presentation(admission));
        image(admission, MediaKeys.thumbnail(admission.packageKey()), request, response);
    }

    @GetMapping("/storyboard-{page:[0-9]{1,4}}.jpg")
    void storyboardPage(@PathVariable String contentId, @PathVariable int page,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Admission admission = this.entrance.admit(contentId, session);
        Storyboard board = PresentationCache.storyboard(presentation(admission));
        if ((long) page * board.columns() * board.rows() >= board.count()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The storyboard has no such page.");
        }
        image(admission, MediaKeys.storyboard(admission.packageKey(), page), request, response);
    }

    private Presentation presentation(Admission admission) {
        return this.presentations.get(admission.packageKey());
    }

    private void image(Admission admission, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(admission, key, IMAGES, 0, MediaType.IMAGE_JPEG_VALUE, request, response);
    }

    private void send(Admission admission, String key, String rendition, int number, String contentType,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        var blob = this.blobs.get(key, admission.packageKey(), rendition, number);
        this.responses.send(blob, contentType, cacheControl(admission, request), request, response);
    }

    /**
     * An address names its content only, and that may get another video one day: what may
     * be kept for good is what is asked for with the version of the present one.
     */
    private static String cacheControl(Admission admission, HttpServletRequest request) {
        String scope = admission.open() ? "public, " : "private, ";
        String version = request.getParameter(PresentationCache.VERSION);
        return scope + (PresentationCache.version(admission.packageKey()).equals(version) ? IMMUTABLE : "no-cache");
    }

}

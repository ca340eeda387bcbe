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
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.gate.Gate.PlaybackGrant;
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.Track;
import dev.streamgate.streaming.session.PlaybackAuthorizer;

/** Serves the media files of a video: init sections, segments and images. */
@RestController
@RequestMapping("/api/v1/streams/{contentId}")
@RateLimited("streaming")
@LongRunning
class MediaFileController {

    /** Of gated videos, in the cache of one browser. */
    private static final String IMMUTABLE = "max-age=31536000, immutable";

    /**
     * Of public videos, also in shared caches. The bytes never change, but the video may
     * become private, which must count within a minute; until then a cache revalidates
     * with the entity tag, which costs no bytes.
     */
    private static final String SHARED = "max-age=60, s-maxage=60, must-revalidate";

    /** The thumbnail may be replaced by a poster at any time. */
    private static final String REVALIDATED = "no-cache";

    private final PlaybackAuthorizer authorizer;

    private final PresentationCache presentations;

    private final OnDemandBlobs blobs;

    private final BlobResponses responses;

    private final Posters posters;

    private final FirstSegmentTracer firstSegmentTracer;

    private final Clock clock;

    MediaFileController(PlaybackAuthorizer authorizer, PresentationCache presentations, OnDemandBlobs blobs,
            BlobResponses responses, Posters posters, FirstSegmentTracer firstSegmentTracer, Clock clock) {
        this.authorizer = authorizer;
        this.presentations = presentations;
        this.blobs = blobs;
        this.responses = responses;
        this.posters = posters;
        this.firstSegmentTracer = firstSegmentTracer;
        this.clock = clock;
    }

    @GetMapping("/{rendition}/init.mp4")
    void init(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Track track = Track.of(presentation(grant), rendition);
        String key = MediaKeys.init(grant.packageKey(), rendition);
        send(grant, key, rendition, 0, track.contentType(), request, response);
    }

    @GetMapping("/{rendition}/{number:[0-9]{1,9}}.m4s")
    void segment(@PathVariable String contentId, @PathVariable String rendition, @PathVariable int number,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Instant startedAt = this.clock.instant();
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Track track = Track.of(presentation(grant), rendition);
        track.require(number);
        String key = MediaKeys.segment(grant.packageKey(), rendition, number);
        send(grant, key, rendition, number, track.contentType(), request, response);
        if (number == 0) {
            this.firstSegmentTracer.firstSegmentServed(contentId, grant.packageKey(), rendition, startedAt);
        }
    }

    @GetMapping("/thumbnail.jpg")
    void thumbnail(@PathVariable String contentId, @RequestParam(required = false) @Nullable String session,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        if (grant.posterVersion() != null) {
            poster(grant, grant.posterVersion(), request, response);
            return;
        }
        PresentationCache.storyboard(presentation(grant));
        image(grant, MediaKeys.thumbnail(grant.packageKey()), REVALIDATED, request, response);
    }

    private void poster(PlaybackGrant grant, long version, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] jpeg = this.posters.jpeg(grant.contentId(), version);
        response.setHeader(HttpHeaders.CACHE_CONTROL, scope(grant) + REVALIDATED);
        if (!new ServletWebRequest(request, response).checkNotModified("poster-" + version)) {
            response.setContentType(MediaType.IMAGE_JPEG_VALUE);
            response.setContentLength(jpeg.length);
            response.getOutputStream().write(jpeg);
        }
    }

    @GetMapping("/storyboard-{page:[0-9]{1,4}}.jpg")
    void storyboardPage(@PathVariable String contentId, @PathVariable int page,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Storyboard board = PresentationCache.storyboard(presentation(grant));
        if ((long) page * board.columns() * board.rows() >= board.count()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The storyboard has no such page.");
        }
        image(grant, MediaKeys.storyboard(grant.packageKey(), page), cacheControl(grant, request), request, response);
    }

    private Presentation presentation(PlaybackGrant grant) {
        return this.presentations.get(grant.packageKey());
    }

    private void image(PlaybackGrant grant, String key, String cacheControl, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        var blob = this.blobs.get(key, grant.packageKey(), OnDemandRequest.IMAGES, 0);
        this.responses.send(blob, MediaType.IMAGE_JPEG_VALUE, scope(grant) + cacheControl, request, response);
    }

    private void send(PlaybackGrant grant, String key, String rendition, int number, String contentType,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        var blob = this.blobs.get(key, grant.packageKey(), rendition, number);
        this.responses.send(blob, contentType, scope(grant) + cacheControl(grant, request), request, response);
    }

    /**
     * A content may get another video. Therefore a response may be used without
     * revalidation only if the URL carries the current version.
     */
    private static String cacheControl(PlaybackGrant grant, HttpServletRequest request) {
        String version = request.getParameter(PresentationCache.VERSION);
        return PresentationCache.version(grant.packageKey()).equals(version) ? (grant.isPublic() ? SHARED : IMMUTABLE)
                : REVALIDATED;
    }

    private static String scope(PlaybackGrant grant) {
        return grant.isPublic() ? "public, " : "private, ";
    }

}

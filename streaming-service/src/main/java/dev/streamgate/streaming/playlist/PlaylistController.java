/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.streaming.StreamInfo;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.caption.CaptionTrack;
import dev.streamgate.streaming.gate.Gate.PlaybackGrant;
import dev.streamgate.streaming.presentation.BitRateCache;
import dev.streamgate.streaming.presentation.BitRates;
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.TextResponses;
import dev.streamgate.streaming.presentation.Track;
import dev.streamgate.streaming.session.PlaybackAuthorizer;
import dev.streamgate.streaming.session.PlaybackSessions;
import dev.streamgate.streaming.session.SessionPathFilter;

/** Serves playlists, manifests and the storyboard index. */
@RestController
@RequestMapping("/api/v1/streams/{contentId}")
@RateLimited("streaming")
class PlaylistController {

    private static final MediaType HLS = MediaType.parseMediaType("application/vnd.apple.mpegurl");

    private static final MediaType DASH = MediaType.parseMediaType("application/dash+xml");

    private static final MediaType VTT = MediaType.parseMediaType("text/vtt;charset=UTF-8");

    private final PlaybackAuthorizer authorizer;

    private final PresentationCache presentations;

    private final BitRateCache bitRates;

    PlaylistController(PlaybackAuthorizer authorizer, PresentationCache presentations, BitRateCache bitRates) {
        this.authorizer = authorizer;
        this.presentations = presentations;
        this.bitRates = bitRates;
    }

    @GetMapping("/master.m3u8")
    ResponseEntity<String> master(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request) {
        return text(contentId, session, request, HLS, (presentation, grant, query) -> HlsPlaylists.master(presentation,
                this.bitRates.get(presentation), CaptionTrack.of(presentation, grant), query));
    }

    @GetMapping("/{rendition}/playlist.m3u8")
    ResponseEntity<String> playlist(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request) {
        return text(contentId, session, request, HLS, (presentation, grant, query) -> {
            if (CaptionTrack.isName(rendition)) {
                CaptionTrack.of(presentation, grant, rendition);
                return HlsPlaylists.captions(presentation.duration(), query);
            }
            Track track = Track.of(presentation, rendition);
            return HlsPlaylists.media(track.segments(), track.timescale(), query);
        });
    }

    @GetMapping("/manifest.mpd")
    ResponseEntity<String> manifest(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request) {
        return text(contentId, session, request, DASH, (presentation, grant, query) -> DashManifest.of(presentation,
                this.bitRates.get(presentation), CaptionTrack.of(presentation, grant), query));
    }

    @GetMapping("/storyboard.vtt")
    ResponseEntity<String> storyboard(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session, HttpServletRequest request) {
        return text(contentId, session, request, VTT, (presentation, grant, query) -> StoryboardIndex.of(presentation,
                PresentationCache.storyboard(presentation), query));
    }

    @GetMapping("/info")
    ResponseEntity<StreamInfo> info(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Presentation presentation = this.presentations.get(grant.packageKey());
        BitRates rates = this.bitRates.get(presentation);
        List<StreamInfo.Caption> captions = CaptionTrack.of(presentation, grant)
            .stream()
            .map((track) -> new StreamInfo.Caption(track.language(), track.label(), track.forced(),
                    track.name() + ".vtt"))
            .toList();
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noCache().cachePrivate())
            .body(new StreamInfo(contentId, presentation.packageKey(), presentation.duration(), presentation.width(),
                    presentation.height(), presentation.frameRate(),
                    rates.offered(presentation).stream().map(rates::measured).toList(),
                    presentation.audio().stream().map(rates::measured).toList(), captions,
                    presentation.extrasOrNone().chapters().isEmpty() ? null : "chapters.vtt"));
    }

    private ResponseEntity<String> text(String contentId, @Nullable String session, HttpServletRequest request,
            MediaType type, TextSource source) {
        PlaybackGrant grant = this.authorizer.authorize(contentId, session);
        Presentation presentation = this.presentations.get(grant.packageKey());
        return TextResponses.of(type, source.text(presentation, grant,
                query(presentation, SessionPathFilter.isInPath(request) ? null : session)));
    }

    /**
     * The query of all URLs in a playlist: the version for caches, and the session unless
     * the URLs inherit it with the path.
     */
    private static String query(Presentation presentation, @Nullable String session) {
        String version = PresentationCache.VERSION + "=" + PresentationCache.version(presentation.packageKey());
        return (session != null) ? "?" + PlaybackSessions.PARAMETER + "=" + session + "&" + version : "?" + version;
    }

    /** Creates a playlist. */
    @FunctionalInterface
    private interface TextSource {

        String text(Presentation presentation, PlaybackGrant grant, String query);

    }

}

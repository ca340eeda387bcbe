/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.playlist;

import java.util.function.BiFunction;

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
import dev.streamgate.streaming.presentation.PresentationCache;
import dev.streamgate.streaming.presentation.Track;
import dev.streamgate.streaming.session.PlaybackAuthorizer;
import dev.streamgate.streaming.session.PlaybackSessions;

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

    PlaylistController(PlaybackAuthorizer authorizer, PresentationCache presentations) {
        this.authorizer = authorizer;
        this.presentations = presentations;
    }

    @GetMapping("/master.m3u8")
    ResponseEntity<String> master(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, HLS, HlsPlaylists::master);
    }

    @GetMapping("/{rendition}/playlist.m3u8")
    ResponseEntity<String> playlist(@PathVariable String contentId, @PathVariable String rendition,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, HLS, (presentation, query) -> {
            Track track = Track.of(presentation, rendition);
            return HlsPlaylists.media(track.segments(), track.timescale(), query);
        });
    }

    @GetMapping("/manifest.mpd")
    ResponseEntity<String> manifest(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, DASH, DashManifest::of);
    }

    @GetMapping("/storyboard.vtt")
    ResponseEntity<String> storyboard(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        return text(contentId, session, VTT, (presentation, query) -> StoryboardIndex.of(presentation,
                PresentationCache.storyboard(presentation), query));
    }

    @GetMapping("/info")
    ResponseEntity<StreamInfo> info(@PathVariable String contentId,
            @RequestParam(required = false) @Nullable String session) {
        Presentation presentation = presentation(contentId, session);
        return privateResponse()
            .body(new StreamInfo(contentId, presentation.packageKey(), presentation.duration(), presentation.width(),
                    presentation.height(), presentation.frameRate(), presentation.video(), presentation.audio()));
    }

    private ResponseEntity<String> text(String contentId, @Nullable String session, MediaType type,
            BiFunction<Presentation, String, String> text) {
        Presentation presentation = presentation(contentId, session);
        return privateResponse().contentType(type).body(text.apply(presentation, query(presentation, session)));
    }

    private Presentation presentation(String contentId, @Nullable String session) {
        return this.presentations.get(this.authorizer.authorize(contentId, session).packageKey());
    }

    /** The query of all URLs in a playlist: the session, and the version for caches. */
    private static String query(Presentation presentation, @Nullable String session) {
        String version = PresentationCache.VERSION + "=" + PresentationCache.version(presentation.packageKey());
        return (session != null) ? "?" + PlaybackSessions.PARAMETER + "=" + session + "&" + version : "?" + version;
    }

    /** Playlists contain the session token, so shared caches must not store them. */
    private static ResponseEntity.BodyBuilder privateResponse() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.net.URI;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.streaming.PlaybackSessionView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.streaming.gate.Gate;
import dev.streamgate.streaming.gate.Viewer;
import dev.streamgate.suite.security.TokenSession;

/** Opens playback sessions. */
@RestController
@RateLimited("streaming")
class SessionController {

    private final Gate gate;

    private final PlaybackSessions sessions;

    SessionController(Gate gate, PlaybackSessions sessions) {
        this.gate = gate;
        this.sessions = sessions;
    }

    @PostMapping("/api/v1/streams/{contentId}/sessions")
    @Audited("stream.session")
    ResponseEntity<PlaybackSessionView> open(@PathVariable String contentId) {
        Viewer viewer = Viewer.current();
        this.gate.authorize(contentId, viewer);
        PlaybackSessions.IssuedSession session = this.sessions.open(contentId, viewer,
                TokenSession.current().orElse(null));
        PlaybackSessionView view = new PlaybackSessionView(session.id(),
                SessionPathFilter.path(contentId, session.token(), "master.m3u8"),
                SessionPathFilter.path(contentId, session.token(), "manifest.mpd"), session.expiresAt());
        return ResponseEntity.created(URI.create(view.hls())).cacheControl(CacheControl.noStore()).body(view);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.streaming.gate.Gate;
import dev.streamgate.streaming.gate.Gate.PlaybackGrant;
import dev.streamgate.streaming.gate.Viewer;
import dev.streamgate.streaming.presentation.PresentationCache;

/**
 * The policy enforcement point for playback: authorizes each request by the session in
 * its URL, else by its bearer token, else as an anonymous viewer. Thread-safe.
 */
@Component
public class PlaybackAuthorizer {

    private final Gate gate;

    private final PlaybackSessions sessions;

    private final HttpServletRequest request;

    PlaybackAuthorizer(Gate gate, PlaybackSessions sessions, HttpServletRequest request) {
        this.gate = gate;
        this.sessions = sessions;
        this.request = request;
    }

    /**
     * Authorizes the current request, for the version of the video that its URL names.
     * @param session the playback token; {@code null} if the URL carries no token
     * @throws dev.streamgate.hardening.problem.ProblemException 401, 403, 404 or 503, as
     * {@link Gate#authorize} and {@link PlaybackSessions#verify}
     */
    public PlaybackGrant authorize(String contentId, @Nullable String session) {
        String version = this.request.getParameter(PresentationCache.VERSION);
        return (session != null)
                ? this.gate.authorizeSession(contentId, this.sessions.verify(session, contentId), version)
                : this.gate.authorize(contentId, Viewer.current(), version);
    }

}

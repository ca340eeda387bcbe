/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.streaming.gate.Gate;
import dev.streamgate.streaming.gate.Gate.Admission;
import dev.streamgate.streaming.gate.Viewer;

/**
 * Lets each request in on its own: by the session in its address, else as the caller that
 * its bearer token names, else as somebody unknown. Safe for threads.
 */
@Component
public class PlaybackAuthorizer {

    private final Gate gate;

    private final PlaybackSessions sessions;

    PlaybackAuthorizer(Gate gate, PlaybackSessions sessions) {
        this.gate = gate;
        this.sessions = sessions;
    }

    /**
     * Lets the present request in.
     * @param session the session's token; {@code null} when the address has none
     * @throws dev.streamgate.hardening.problem.ProblemException 401, 403, 404 or 503, as
     * for {@link Gate#admit} and {@link PlaybackSessions#viewer}
     */
    public Admission admit(String contentId, @Nullable String session) {
        Viewer viewer = (session != null) ? this.sessions.viewer(session, contentId) : Viewer.current();
        return this.gate.admit(contentId, viewer);
    }

}

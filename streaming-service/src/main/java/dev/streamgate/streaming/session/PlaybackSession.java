/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.streaming.gate.Viewer;

/**
 * One viewer's permission to play one content for a while. It carries the viewer's facts,
 * not a verdict: whether they may watch is decided anew for each file, so a change of the
 * rule counts at once.
 *
 * @param id the session's id
 * @param contentId the only content that it opens
 * @param viewer user id; {@code null} for who has not signed in
 * @param roles the viewer's roles when the session was made
 * @param wallet the viewer's wallet, if any
 * @param expires epoch second at which it ends
 */
record PlaybackSession(String id, String contentId, @Nullable String viewer, Set<String> roles, @Nullable String wallet,
        long expires) {

    Viewer toViewer() {
        return new Viewer(this.viewer, this.roles, this.wallet);
    }

}

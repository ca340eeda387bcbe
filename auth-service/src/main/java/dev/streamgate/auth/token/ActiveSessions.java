/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.token;

import java.util.Optional;
import java.util.Set;

/** What the database says of a login session. */
@FunctionalInterface
public interface ActiveSessions {

    /** The session; empty if it does not exist, has ended or has expired. */
    Optional<ActiveSession> find(String sessionId);

    /**
     * A session that has neither ended nor expired.
     *
     * @param tokenVersion lowest version of its valid tokens
     * @param roles present roles of its user
     */
    record ActiveSession(int tokenVersion, Set<String> roles) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The revocations that this service knows. Thread-safe; a check is one look-up in memory.
 */
public final class RevokedSessions {

    private final Map<String, Revocation> revocations = new ConcurrentHashMap<>();

    private final Clock clock;

    /**
     * Creates an empty set.
     * @param clock decides when an entry is forgotten
     */
    public RevokedSessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Checks a token, or what was opened with it.
     * @param session session and version of the token
     * @return whether the token was revoked
     */
    public boolean isRevoked(TokenSession session) {
        Revocation revocation = this.revocations.get(session.id());
        return revocation != null && session.version() < revocation.minimumVersion();
    }

    /**
     * Adds revocations, and forgets those that expired.
     * @param added revocations in any order, also some that are known
     */
    public void add(List<Revocation> added) {
        for (Revocation revocation : added) {
            this.revocations.merge(revocation.sessionId(), revocation,
                    (known, other) -> (other.minimumVersion() > known.minimumVersion()) ? other : known);
        }
        Instant now = this.clock.instant();
        this.revocations.values().removeIf((revocation) -> revocation.expiresAt().isBefore(now));
    }

}

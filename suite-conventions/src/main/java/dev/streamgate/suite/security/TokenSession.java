/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.Optional;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The login session of a user's access token, and the version of its tokens. The version
 * grows when the session's earlier tokens become invalid, for instance by a change of the
 * user's roles.
 *
 * @param id id of the session, the claim {@code sid}
 * @param version version of the token, the claim {@code sv}; 0 or more
 */
public record TokenSession(String id, int version) {

    /** Claim with the id of the session. */
    public static final String ID_CLAIM = "sid";

    /** Claim with the version of the token. */
    public static final String VERSION_CLAIM = "sv";

    /**
     * Reads the claims of a token.
     * @param token a verified token
     * @return its session; empty for the token of a service
     */
    public static Optional<TokenSession> of(Jwt token) {
        String id = token.getClaimAsString(ID_CLAIM);
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(new TokenSession(id,
                (token.getClaim(VERSION_CLAIM) instanceof Number version) ? version.intValue() : 0));
    }

    /**
     * Returns the session of the current request's token.
     * @return the session; empty for services and for unauthenticated requests
     */
    public static Optional<TokenSession> current() {
        return (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)
                ? of(token.getToken()) : Optional.empty();
    }

}

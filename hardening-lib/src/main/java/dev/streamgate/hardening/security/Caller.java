/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who calls, as the verified token says. Immutable.
 *
 * @param id user id, or {@code service:<name>}
 * @param roles lower-case role names, as granted (what a role includes is not listed)
 * @param wallet the wallet that the user signed in with, if any
 * @param permissions single rights beyond the roles (the token's {@code scope})
 * @param expiresAt when the token ends
 */
public record Caller(String id, Set<String> roles, @Nullable String wallet, Set<String> permissions,
        @Nullable Instant expiresAt) {

    private static final String PREFIX = "ROLE_";

    /** Copies what it is given. */
    public Caller {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** The caller of the present request; empty when nobody has signed in. */
    public static Optional<Caller> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return (authentication instanceof JwtAuthenticationToken token) ? Optional.of(from(token)) : Optional.empty();
    }

    /**
     * The caller of the present request.
     * @throws AuthenticationCredentialsNotFoundException (rendered as 401) when nobody
     * has signed in
     */
    public static Caller required() {
        return current().orElseThrow(() -> new AuthenticationCredentialsNotFoundException("No caller"));
    }

    /** Whether the caller is another service of the suite. */
    public boolean isService() {
        return this.roles.contains("service");
    }

    /** Whether the caller runs the system: an operator or an admin. */
    public boolean isOperator() {
        return isAdmin() || this.roles.contains("operator");
    }

    /** Whether the caller is an admin. */
    public boolean isAdmin() {
        return this.roles.contains("admin");
    }

    /** Whether the caller has the role, or one that includes it. */
    public boolean hasRole(String role) {
        return this.roles.contains(role) || (isAdmin() && !"service".equals(role))
                || ("viewer".equals(role) && (this.roles.contains("creator") || this.roles.contains("operator")));
    }

    /** Whether the caller has a single right beyond the roles. */
    public boolean hasPermission(String permission) {
        return this.permissions.contains(permission);
    }

    private static Caller from(JwtAuthenticationToken token) {
        Jwt jwt = token.getToken();
        Set<String> roles = token.getAuthorities()
            .stream()
            .map(GrantedAuthority::getAuthority)
            .filter((authority) -> authority != null && authority.startsWith(PREFIX))
            .map((authority) -> authority.substring(PREFIX.length()).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
        return new Caller(token.getName(), roles, jwt.getClaimAsString("wallet"), permissions(jwt), jwt.getExpiresAt());
    }

    /** The words of {@code scope}; one that stands there twice is one. */
    static Set<String> permissions(Jwt jwt) {
        String scope = jwt.getClaimAsString("scope");
        return (scope != null && !scope.isBlank())
                ? Stream.of(scope.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet()) : Set.of();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

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
 * The authenticated caller, according to the verified token. Immutable.
 *
 * @param id user id, or {@code service:<name>}
 * @param roles granted roles in lower case, without the roles that they imply
 * @param wallet address of the wallet that the user authenticated with; null without one
 * @param permissions permissions beyond the roles, from the token's {@code scope}
 * @param expiresAt expiry of the token; null without one
 */
public record Caller(String id, Set<String> roles, @Nullable String wallet, Set<String> permissions,
        @Nullable Instant expiresAt) {

    private static final String PREFIX = "ROLE_";

    /** Copies the sets. */
    public Caller {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /**
     * Returns the caller of the current request.
     * @return the caller; empty for unauthenticated requests
     */
    public static Optional<Caller> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return (authentication instanceof JwtAuthenticationToken token) ? Optional.of(from(token)) : Optional.empty();
    }

    /**
     * Returns the caller of the current request.
     * @return the caller
     * @throws AuthenticationCredentialsNotFoundException for unauthenticated requests;
     * rendered as 401
     */
    public static Caller required() {
        return current()
            .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("The request is not authenticated"));
    }

    /** Whether the caller is another service of the suite. */
    public boolean isService() {
        return this.roles.contains("service");
    }

    /** Whether the caller is an operator or an admin. */
    public boolean isOperator() {
        return isAdmin() || this.roles.contains("operator");
    }

    /** Whether the caller is an admin. */
    public boolean isAdmin() {
        return this.roles.contains("admin");
    }

    /**
     * Checks a role.
     * @param role role in lower case
     * @return whether the caller has the role or one that implies it
     */
    public boolean hasRole(String role) {
        return this.roles.contains(role) || (isAdmin() && !"service".equals(role))
                || ("viewer".equals(role) && (this.roles.contains("creator") || this.roles.contains("operator")));
    }

    /**
     * Checks a permission.
     * @param permission name of the permission
     * @return whether the token's {@code scope} contains it
     */
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

    /** The distinct values of {@code scope}. */
    static Set<String> permissions(Jwt jwt) {
        String scope = jwt.getClaimAsString("scope");
        return (scope != null && !scope.isBlank())
                ? Stream.of(scope.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet()) : Set.of();
    }

}

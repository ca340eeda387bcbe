/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates clients with a static token as a service on the token's path. On other
 * paths a static token is invalid; all other tokens are left to the resource server.
 * Thread-safe.
 */
final class StaticTokenFilter extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";

    private final List<StaticToken> tokens;

    StaticTokenFilter(List<StaticToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Resolves the tokens of requests that this filter has not authenticated. */
    static BearerTokenResolver bearerTokenResolver() {
        BearerTokenResolver delegate = new DefaultBearerTokenResolver();
        return (request) -> (SecurityContextHolder.getContext().getAuthentication() == null) ? delegate.resolve(request)
                : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            byte[] token = bytes(header.substring(PREFIX.length()).strip());
            this.tokens.stream()
                .filter((candidate) -> candidate.path().matches(request))
                .filter((candidate) -> MessageDigest.isEqual(candidate.token(), token))
                .findFirst()
                .ifPresent(StaticTokenFilter::authenticate);
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(StaticToken token) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("client:" + token.name(), "",
                AuthorityUtils.createAuthorityList("ROLE_SERVICE")));
        SecurityContextHolder.setContext(context);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A static token.
     *
     * @param name name of the client
     * @param path requests that the token is valid for
     * @param token the token's bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record StaticToken(String name, RequestMatcher path, byte[] token) {

        static Optional<StaticToken> of(String name, RequestMatcher path, @Nullable String token) {
            return StringUtils.hasText(token) ? Optional.of(new StaticToken(name, path, bytes(token)))
                    : Optional.empty();
        }

    }

}

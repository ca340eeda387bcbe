/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.security;

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
 * Lets programs in that have a fixed token: on its own path such a program counts as a
 * service, anywhere else its token is none. Every other token goes the usual way.
 */
final class StaticTokenFilter extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";

    private final List<Program> programs;

    StaticTokenFilter(List<Program> programs) {
        this.programs = List.copyOf(programs);
    }

    /** Resolves the tokens of requests that this filter has not let in. */
    static BearerTokenResolver tokensOfOthers() {
        BearerTokenResolver usual = new DefaultBearerTokenResolver();
        return (request) -> (SecurityContextHolder.getContext().getAuthentication() == null) ? usual.resolve(request)
                : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            byte[] token = bytes(header.substring(PREFIX.length()).strip());
            this.programs.stream()
                .filter((program) -> program.path().matches(request))
                .filter((program) -> MessageDigest.isEqual(program.token(), token))
                .findFirst()
                .ifPresent(StaticTokenFilter::letIn);
        }
        chain.doFilter(request, response);
    }

    private static void letIn(Program program) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("program:" + program.name(), "",
                AuthorityUtils.createAuthorityList("ROLE_SERVICE")));
        SecurityContextHolder.setContext(context);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A program that has a token.
     *
     * @param name what it is called
     * @param path where the token holds
     * @param token the token's bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Program(String name, RequestMatcher path, byte[] token) {

        static Optional<Program> of(String name, RequestMatcher path, @Nullable String token) {
            return StringUtils.hasText(token) ? Optional.of(new Program(name, path, bytes(token))) : Optional.empty();
        }

    }

}

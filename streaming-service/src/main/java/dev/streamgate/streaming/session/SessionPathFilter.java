/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Moves a session from the path to the query parameter:
 * {@code /streams/{contentId}/session={token}/master.m3u8} is handled as
 * {@code /streams/{contentId}/master.m3u8?session={token}}. Relative URLs inherit a
 * session in the path, so that playlists do not repeat it. Runs before tracing and audit,
 * which record paths. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SessionPathFilter extends OncePerRequestFilter {

    private static final String SEGMENT = PlaybackSessions.PARAMETER + "=";

    private static final Pattern PATH = Pattern.compile("(.*/streams/[^/]+)/" + SEGMENT + "([^/]+)(/.+)");

    private static final String ATTRIBUTE = SessionPathFilter.class.getName();

    /** Whether the session of a request was in its path. */
    public static boolean isInPath(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** The path of a file of a content with a session. */
    static String path(String contentId, String token, String file) {
        return "/api/v1/streams/" + contentId + "/" + SEGMENT + token + "/" + file;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher path = PATH.matcher(request.getRequestURI());
        if (path.matches()) {
            request.setAttribute(ATTRIBUTE, true);
            chain.doFilter(new SessionRequest(request, path.group(2)), response);
        }
        else {
            chain.doFilter(request, response);
        }
    }

    private static String withoutSession(String path) {
        return PATH.matcher(path).replaceFirst("$1$3");
    }

    /** A request with the session as a parameter instead of a path segment. */
    private static final class SessionRequest extends HttpServletRequestWrapper {

        private final String uri;

        private final String url;

        private final String servletPath;

        private final Map<String, String[]> parameters;

        SessionRequest(HttpServletRequest request, String session) {
            super(request);
            this.uri = withoutSession(request.getRequestURI());
            this.url = withoutSession(request.getRequestURL().toString());
            this.servletPath = withoutSession(request.getServletPath());
            Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
            all.put(PlaybackSessions.PARAMETER, new String[] { session });
            this.parameters = Collections.unmodifiableMap(all);
        }

        @Override
        public String getRequestURI() {
            return this.uri;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(this.url);
        }

        @Override
        public String getServletPath() {
            return this.servletPath;
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = this.parameters.get(name);
            return (values != null) ? values[0] : null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return this.parameters.get(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return this.parameters;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(this.parameters.keySet());
        }

    }

}

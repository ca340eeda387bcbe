/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The requests that each service sends to others. Its token opens no other path, so a
 * stolen one is worth only what its service needs. Thread-safe.
 */
final class ServiceCalls {

    /** Matches nothing, for a service that calls none. */
    private static final RequestMatcher NONE = (request) -> false;

    private final Map<String, RequestMatcher> calls;

    private final RequestMatcher common;

    private final RequestMatcher served;

    ServiceCalls(SuiteSecurityProperties properties) {
        this.calls = properties.serviceCalls()
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (entry) -> matcher(entry.getValue())));
        this.common = matcher(properties.commonServiceCalls());
        this.served = matcher(properties.servedToServices());
    }

    /** Matches a request with the token of a service that does not need it. */
    boolean isUnexpected(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return false;
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (!(caller instanceof JwtAuthenticationToken) || !TokenKind.isService(caller.getName())) {
            return false;
        }
        RequestMatcher own = this.calls.getOrDefault(TokenKind.serviceName(caller.getName()), NONE);
        return !this.served.matches(request) || (!this.common.matches(request) && !own.matches(request));
    }

    /** A matcher of a path pattern with an optional method before it. */
    static RequestMatcher matcher(String path) {
        int space = path.indexOf(' ');
        return (space < 0) ? PathPatternRequestMatcher.pathPattern(path) : PathPatternRequestMatcher
            .pathPattern(HttpMethod.valueOf(path.substring(0, space)), path.substring(space + 1));
    }

    private static RequestMatcher matcher(List<String> paths) {
        return paths.isEmpty() ? NONE : new OrRequestMatcher(paths.stream().map(ServiceCalls::matcher).toList());
    }

}

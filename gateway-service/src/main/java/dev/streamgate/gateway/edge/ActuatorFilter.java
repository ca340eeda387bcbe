/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.IpAddress;
import dev.streamgate.hardening.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The gateway's own health is for everybody, its metrics for who scrapes them from an
 * address that may; a service of the suite may also read its audit journal and its log.
 * For all others there is nothing else under {@code /actuator}.
 */
final class ActuatorFilter extends OncePerRequestFilter {

    private static final Set<String> FOR_EVERYBODY = Set.of("/actuator/health", "/actuator/health/liveness",
            "/actuator/health/readiness");

    private static final Set<String> FOR_SERVICES = Set.of("/actuator/prometheus", "/actuator/auditjournal",
            "/actuator/logtail");

    private final List<AddressRange> metricsReaders;

    ActuatorFilter(List<String> metricsReaders) {
        this.metricsReaders = metricsReaders.stream().map(AddressRange::parse).toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        if (FOR_EVERYBODY.contains(path) || ("/actuator/prometheus".equals(path) && fromReader(request))
                || (FOR_SERVICES.contains(path) && Caller.current().filter(Caller::isService).isPresent())) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    /** A proxy at such an address forwards for others, and says so. */
    private boolean fromReader(HttpServletRequest request) {
        IpAddress address = IpAddress.parse(request.getRemoteAddr());
        return address != null && this.metricsReaders.stream().anyMatch((range) -> range.contains(address))
                && Collections.list(request.getHeaderNames())
                    .stream()
                    .noneMatch((name) -> name.regionMatches(true, 0, "X-Forwarded", 0, 11)
                            || "Forwarded".equalsIgnoreCase(name));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.IpAddress;
import dev.streamgate.suite.security.Caller;

/**
 * Restricts the gateway's own actuator endpoints. Health is public. Metrics are served to
 * direct connections from configured addresses and to services of the suite; the audit
 * journal and the log only to services. All other requests are 404.
 */
final class ActuatorFilter extends OncePerRequestFilter {

    private static final Set<String> PUBLIC_PATHS = Set.of("/actuator/health", "/actuator/health/liveness",
            "/actuator/health/readiness");

    private static final String METRICS_PATH = "/actuator/prometheus";

    private static final Set<String> SERVICE_PATHS = Set.of(METRICS_PATH, "/actuator/auditjournal",
            "/actuator/auditjournal/head", "/actuator/logtail");

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
        if (PUBLIC_PATHS.contains(path) || (METRICS_PATH.equals(path) && isMetricsReader(request))
                || (SERVICE_PATHS.contains(path) && Caller.current().filter(Caller::isService).isPresent())) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    /**
     * Requests with forwarding headers come through a proxy: its address does not
     * identify the client.
     */
    private boolean isMetricsReader(HttpServletRequest request) {
        IpAddress address = IpAddress.parse(request.getRemoteAddr());
        return address != null && this.metricsReaders.stream().anyMatch((range) -> range.contains(address))
                && Collections.list(request.getHeaderNames())
                    .stream()
                    .noneMatch((name) -> name.regionMatches(true, 0, "X-Forwarded", 0, 11)
                            || "Forwarded".equalsIgnoreCase(name));
    }

}

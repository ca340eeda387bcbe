package dev.streamgate.gateway.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The gateway's own health is for everybody, its metrics for who scrapes them from this
 * machine, and there is nothing else under {@code /actuator}.
 */
final class ActuatorFilter extends OncePerRequestFilter {

    private static final Set<String> FOR_EVERYBODY = Set.of("/actuator/health", "/actuator/health/liveness",
            "/actuator/health/readiness");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        if (FOR_EVERYBODY.contains(path) || ("/actuator/prometheus".equals(path) && fromThisMachine(request))) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    /** A proxy on this machine forwards for others, and says so. */
    private static boolean fromThisMachine(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress() && Collections
            .list(request.getHeaderNames())
            .stream()
            .noneMatch(
                    (name) -> name.regionMatches(true, 0, "X-Forwarded", 0, 11) || "Forwarded".equalsIgnoreCase(name));
    }

}

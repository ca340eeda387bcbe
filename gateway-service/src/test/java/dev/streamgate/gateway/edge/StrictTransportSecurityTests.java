/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.ClientAddresses;

import static org.assertj.core.api.Assertions.assertThat;

class StrictTransportSecurityTests {

    @Test
    void tlsInFrontOfATrustedProxyIsStrictFromThenOn() throws Exception {
        assertThat(header(null, "10.0.0.1", "https")).isEqualTo("max-age=15552000");
        assertThat(header(null, "10.0.0.1", "http")).isNull();
        assertThat(header(null, "10.0.0.1", null)).isNull();
    }

    @Test
    void otherClientsClaimsAreIgnored() throws Exception {
        assertThat(header(null, "10.0.0.2", "https")).isNull();
    }

    @Test
    void aConfiguredDurationReplacesTheDefault() throws Exception {
        assertThat(header(Duration.ofHours(1), "10.0.0.2", null)).isEqualTo("max-age=3600; includeSubDomains");
        assertThat(header(Duration.ZERO, "10.0.0.1", "https")).isNull();
    }

    private static String header(Duration hsts, String peer, String proto) throws Exception {
        EdgeProperties properties = new EdgeProperties(hsts, List.of("'none'"),
                new EdgeProperties.Cors(List.of(), List.of()), List.of());
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        if (proto != null) {
            request.addHeader("X-Forwarded-Proto", proto);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        new SecurityHeadersFilter(properties, new ClientAddresses(List.of(AddressRange.parse("10.0.0.1"))))
            .doFilter(request, response, new MockFilterChain());
        return response.getHeader("Strict-Transport-Security");
    }

}

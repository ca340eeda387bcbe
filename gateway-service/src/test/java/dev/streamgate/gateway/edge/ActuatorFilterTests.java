/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ActuatorFilterTests {

    private final ActuatorFilter filter = new ActuatorFilter(List.of("127.0.0.0/8", "10.213.87.0/24"));

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "10.213.87.9" })
    void metricsAreServedToReaders(String address) throws Exception {
        assertThat(passes("/actuator/prometheus", address, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.213.88.1", "203.0.113.7", "2001:db8::1" })
    void metricsAreHiddenFromOthers(String address) throws Exception {
        assertThat(passes("/actuator/prometheus", address, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For", "x-forwarded-host", "Forwarded" })
    void metricsAreHiddenBehindAProxy(String header) throws Exception {
        assertThat(passes("/actuator/prometheus", "127.0.0.1", header)).isFalse();
    }

    @Test
    void onlyHealthIsPublic() throws Exception {
        assertThat(passes("/actuator/health/readiness", "203.0.113.7", null)).isTrue();
        assertThat(passes("/actuator/env", "127.0.0.1", null)).isFalse();
    }

    private boolean passes(String path, String address, String header) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        request.setRemoteAddr(address);
        if (header != null) {
            request.addHeader(header, "198.51.100.1");
        }
        var response = new MockHttpServletResponse();
        var chain = new MockFilterChain();
        this.filter.doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo((chain.getRequest() != null) ? 200 : 404);
        return chain.getRequest() != null;
    }

}

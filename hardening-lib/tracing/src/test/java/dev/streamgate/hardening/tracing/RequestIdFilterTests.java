/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.streamgate.hardening.network.NetworkAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdFilterTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NetworkAutoConfiguration.class, TracingAutoConfiguration.class))
        .withPropertyValues("streamgate.network.trusted-proxies=10.0.0.1");

    @Test
    void eachCallerMayChooseAnIdByDefault() {
        this.runner.run((context) -> {
            RequestIdFilter filter = filter(context.getBean("requestIdFilter", FilterRegistrationBean.class));
            assertThat(id(filter, "192.0.2.1", "chosen-by-caller")).isEqualTo("chosen-by-caller");
            assertThat(id(filter, "192.0.2.1", "bad id")).matches("[0-9a-f]{16}");
            assertThat(id(filter, "192.0.2.1", null)).matches("[0-9a-f]{16}");
        });
    }

    @Test
    void onlyATrustedProxyMayChooseAnIdIfSoConfigured() {
        this.runner.withPropertyValues("streamgate.tracing.request-ids-of-proxies-only=true").run((context) -> {
            RequestIdFilter filter = filter(context.getBean("requestIdFilter", FilterRegistrationBean.class));
            assertThat(id(filter, "10.0.0.1", "chosen-by-proxy")).isEqualTo("chosen-by-proxy");
            assertThat(id(filter, "192.0.2.1", "chosen-by-caller")).matches("[0-9a-f]{16}");
        });
    }

    private static RequestIdFilter filter(FilterRegistrationBean<?> registration) {
        return (RequestIdFilter) registration.getFilter();
    }

    private static String id(RequestIdFilter filter, String peer, String sent) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        if (sent != null) {
            request.addHeader("X-Request-Id", sent);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getHeader("X-Request-Id");
    }

}

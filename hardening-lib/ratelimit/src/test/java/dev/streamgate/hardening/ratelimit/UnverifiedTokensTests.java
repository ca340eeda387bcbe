/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class UnverifiedTokensTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NetworkAutoConfiguration.class, ProblemAutoConfiguration.class,
                JacksonAutoConfiguration.class, RateLimitAutoConfiguration.class))
        .withBean(CacheManager.class, () -> new ConcurrentMapCacheManager("tokens"))
        .withPropertyValues("streamgate.rate-limit.before-authentication.unverified-plan=unverified",
                "streamgate.rate-limit.plans.unverified.capacity=3", "streamgate.rate-limit.plans.unverified.refill=1",
                "streamgate.rate-limit.plans.unverified.period=1h");

    @Test
    void requestsWithTokensThatAreNotVerifiedAreLimitedByAddress() {
        this.runner.withPropertyValues("streamgate.rate-limit.before-authentication.verified-tokens=tokens")
            .run((context) -> {
                context.getBean(CacheManager.class).getCache("tokens").put("known", "a token");
                Filter filter = context.getBean("preAuthenticationLimitFilter", FilterRegistrationBean.class)
                    .getFilter();
                for (int i = 0; i < 3; i++) {
                    assertThat(status(filter, "10.0.0.1", "Bearer made-up-" + i)).isEqualTo(200);
                }
                assertThat(status(filter, "10.0.0.1", "bearer made-up-4")).isEqualTo(429);
                for (int i = 0; i < 10; i++) {
                    assertThat(status(filter, "10.0.0.1", "Bearer known")).isEqualTo(200);
                    assertThat(status(filter, "10.0.0.1", null)).isEqualTo(200);
                    assertThat(status(filter, "10.0.0.1", "Basic eDp5")).isEqualTo(200);
                }
                assertThat(status(filter, "10.0.0.2", "Bearer made-up-5")).isEqualTo(200);
            });
    }

    @Test
    void anUnknownCacheIsNamedAtTheStart() {
        this.runner.withPropertyValues("streamgate.rate-limit.before-authentication.verified-tokens=none")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("before-authentication.verified-tokens names the unknown cache 'none'"));
    }

    private static int status(Filter filter, String address, String authorization) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/things");
        request.setRemoteAddr(address);
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.request;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Limits the size of JSON bodies, if {@code streamgate.request-limit.enabled=true}.
 */
@AutoConfiguration(after = ProblemAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "streamgate.request-limit", name = "enabled")
@EnableConfigurationProperties(RequestLimitProperties.class)
public final class RequestLimitAutoConfiguration {

    /** Ordered after the filter of request ids, before filters that read the body. */
    @Bean
    FilterRegistrationBean<JsonBodyLimitFilter> jsonBodyLimitFilter(RequestLimitProperties properties,
            ProblemDetails problems) {
        var registration = new FilterRegistrationBean<>(
                new JsonBodyLimitFilter(properties.maxJsonBody().toBytes(), problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

}

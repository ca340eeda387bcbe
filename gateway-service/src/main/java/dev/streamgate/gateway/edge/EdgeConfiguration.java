/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.edge;

import jakarta.servlet.Filter;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.CorsFilter;

import dev.streamgate.hardening.network.ClientAddresses;

/** The edge filters. They run after the request id and tracing filters. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final int AFTER_TRACING = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> securityHeadersFilter(EdgeProperties properties,
            ClientAddresses addresses) {
        return ordered(new SecurityHeadersFilter(properties, addresses), AFTER_TRACING);
    }

    /** Runs after Spring Security, since it needs the authenticated caller. */
    @Bean
    FilterRegistrationBean<ActuatorFilter> actuatorFilter(EdgeProperties properties) {
        return ordered(new ActuatorFilter(properties.metricsReaders()),
                SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
    }

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginFilter(EdgeProperties properties) {
        return ordered(new CorsFilter(new CorsRules(properties.cors())), AFTER_TRACING + 1);
    }

    private static <T extends Filter> FilterRegistrationBean<T> ordered(T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

}

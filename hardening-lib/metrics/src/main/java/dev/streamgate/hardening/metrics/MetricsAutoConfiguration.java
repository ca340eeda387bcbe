/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Measures requests and operations and bounds the number of series; disabled by
 * {@code streamgate.metrics.enabled=false}.
 */
@AutoConfiguration(afterName = {
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnProperty(prefix = "streamgate.metrics", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(MetricsProperties.class)
public final class MetricsAutoConfiguration {

    @Bean
    static SeriesLimitPostProcessor seriesLimitPostProcessor(ObjectProvider<MetricsProperties> properties) {
        return new SeriesLimitPostProcessor(properties);
    }

    /** Requests of a web application. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnBean(MeterRegistry.class)
    static class Requests {

        @Bean
        @ConditionalOnMissingBean
        ServiceMetrics serviceMetrics(MeterRegistry registry, MetricsProperties properties,
                ApplicationAvailability availability) {
            return new ServiceMetrics(registry, properties, availability, System::nanoTime);
        }

        /** Runs right after the request id and the trace id are set. */
        @Bean
        FilterRegistrationBean<RequestMetricsFilter> requestMetricsFilter(ServiceMetrics metrics,
                @Value("${spring.mvc.servlet.path:/}") String servletPath,
                @Value("${management.endpoints.web.base-path:/actuator}") String actuatorPath) {
            var registration = new FilterRegistrationBean<>(
                    new RequestMetricsFilter(metrics, servletPath.replaceFirst("/$", "") + actuatorPath));
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
            return registration;
        }

        /** Runs before the rate limiter, so that its rejections are measured. */
        @Bean
        WebMvcConfigurer operationMetricsConfigurer(MeterRegistry meters, MetricsProperties properties) {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new OperationMetricsInterceptor(meters, properties))
                        .order(Ordered.HIGHEST_PRECEDENCE + 50);
                }
            };
        }

    }

}

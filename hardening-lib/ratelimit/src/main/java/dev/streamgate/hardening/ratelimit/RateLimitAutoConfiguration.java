/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.valkey.ValkeyAutoConfiguration;

/**
 * Token buckets for handlers marked {@link RateLimited} and for routes; off with
 * {@code streamgate.rate-limit.enabled=false}.
 */
@AutoConfiguration(
        after = { NetworkAutoConfiguration.class, ProblemAutoConfiguration.class, ValkeyAutoConfiguration.class },
        afterName = {
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
                "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "streamgate.rate-limit", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(RateLimitProperties.class)
@Import(DistributedRateLimitConfiguration.class)
public final class RateLimitAutoConfiguration {

    private static final boolean SECURITY_PRESENT = isPresent(
            "org.springframework.security.core.context.SecurityContextHolder");

    private static final boolean AUDIT_PRESENT = isPresent("org.springframework.boot.actuate.audit.AuditEvent");

    @Bean
    @ConditionalOnMissingBean
    RateLimiter rateLimiter(RateLimitProperties properties) {
        return new LocalRateLimiter(properties.plans(), properties.maxBuckets(), System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean
    RateLimitKeyResolver rateLimitKeyResolver(ClientAddresses addresses) {
        RateLimitKeyResolver addressKeyResolver = new AddressKeyResolver(addresses);
        return SECURITY_PRESENT ? new PrincipalOrAddressKeyResolver(addressKeyResolver) : addressKeyResolver;
    }

    @Bean
    RateLimitEnforcer rateLimitEnforcer(RateLimiter limiter, RateLimitKeyResolver keyResolver,
            ObjectProvider<MeterRegistry> meters, ApplicationEventPublisher events) {
        return new RateLimitEnforcer(limiter, keyResolver, meters.getIfAvailable(CompositeMeterRegistry::new),
                AUDIT_PRESENT ? new AuditingRejectionListener(events) : (plan, key, count) -> {
                });
    }

    @Bean
    RouteLimits routeLimits(RateLimitEnforcer enforcer) {
        return new RouteLimits(enforcer);
    }

    @Bean
    RateLimitInterceptor rateLimitInterceptor(RateLimitEnforcer enforcer, ProblemDetails problems) {
        return new RateLimitInterceptor(enforcer, problems);
    }

    @Bean
    WebMvcConfigurer rateLimitConfigurer(RateLimitInterceptor interceptor) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor).order(Ordered.HIGHEST_PRECEDENCE + 100);
            }
        };
    }

    /** Fails the start when a handler refers to an unknown plan. */
    @Bean
    SmartInitializingSingleton rateLimitPlanCheck(ObjectProvider<RequestMappingHandlerMapping> mappings,
            RateLimitInterceptor interceptor) {
        return () -> mappings.forEach((mapping) -> mapping.getHandlerMethods().values().forEach(interceptor::verify));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        RateLimitEndpoint rateLimitEndpoint(RateLimiter limiter, ApplicationEventPublisher events) {
            return new RateLimitEndpoint(limiter, events);
        }

    }

    private static boolean isPresent(String name) {
        return ClassUtils.isPresent(name, RateLimitAutoConfiguration.class.getClassLoader());
    }

}

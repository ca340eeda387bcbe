/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.handler.MappedInterceptor;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Token buckets for methods marked {@link RateLimited}, for routes, for URLs and for
 * outgoing calls; off with {@code streamgate.rate-limit.enabled=false}, which is decided
 * at run time, also after AOT processing.
 */
@AutoConfiguration(after = { NetworkAutoConfiguration.class, ProblemAutoConfiguration.class }, afterName = {
        "dev.streamgate.hardening.valkey.ValkeyAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@EnableConfigurationProperties(RateLimitProperties.class)
@Import(DistributedRateLimitConfiguration.class)
@ImportRuntimeHints(RateLimitRuntimeHints.class)
public final class RateLimitAutoConfiguration {

    private static final boolean SECURITY_PRESENT = isPresent(
            "org.springframework.security.core.context.SecurityContextHolder");

    private static final boolean AUDIT_PRESENT = isPresent("org.springframework.boot.actuate.audit.AuditEvent");

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RateLimitedMethods rateLimitedMethods() {
        return new RateLimitedMethods();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RateLimitProxyCreator rateLimitProxyCreator(RateLimitedMethods methods) {
        return new RateLimitProxyCreator(methods);
    }

    @Bean
    @ConditionalOnMissingBean
    RateLimiter rateLimiter(RateLimitProperties properties) {
        return new LocalRateLimiter(properties.plans(), properties.maxBuckets(), System::nanoTime);
    }

    @Bean
    RateLimitEnforcer rateLimitEnforcer(RateLimitProperties properties, RateLimiter limiter,
            ObjectProvider<CheckCounters> counters, ApplicationEventPublisher events) {
        return new RateLimitEnforcer(properties.enabled(), limiter, counters.getIfAvailable(() -> CheckCounters.NONE),
                AUDIT_PRESENT ? new AuditingRejectionListener(events) : (plan, key, count) -> {
                });
    }

    @Bean
    RateLimitVerifier rateLimitVerifier(ConfigurableListableBeanFactory beanFactory, RateLimitedMethods methods,
            RateLimitEnforcer enforcer, RateLimitProxyCreator proxyCreator) {
        return new RateLimitVerifier(beanFactory, methods, enforcer, proxyCreator);
    }

    @Bean
    UserCallers userCallers(RateLimitProperties properties) {
        return new UserCallers(users(properties));
    }

    private static @Nullable AuthenticatedUsers users(RateLimitProperties properties) {
        return SECURITY_PRESENT ? new AuthenticatedUsers(properties.exemptAuthorities()) : null;
    }

    private static boolean isPresent(String name) {
        return ClassUtils.isPresent(name, RateLimitAutoConfiguration.class.getClassLoader());
    }

    /** Limits of requests. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class ServletConfiguration {

        /** The default order of Spring Security's filter chain. */
        private static final int SECURITY_FILTER_ORDER = -100;

        /** The distance of this library's filters to Spring Security's. */
        private static final int DISTANCE = 10;

        @Bean
        @ConditionalOnMissingBean
        RateLimitKeyResolver rateLimitKeyResolver(RateLimitProperties properties, ClientAddresses addresses) {
            AuthenticatedUsers users = users(properties);
            RateLimitKeyResolver byAddress = new AddressKeyResolver(addresses);
            return (users != null) ? new PrincipalOrAddressKeyResolver(users, byAddress) : byAddress;
        }

        @Bean
        @Primary
        RequestCallers requestCallers(RateLimitKeyResolver keyResolver, ClientAddresses addresses,
                UserCallers userCallers) {
            return new RequestCallers(keyResolver, addresses, userCallers);
        }

        @Bean
        RequestLimits requestLimits(RateLimitEnforcer enforcer, RequestCallers callers, BeanFactory beanFactory) {
            return new RequestLimits(enforcer, callers, new BeanFactoryResolver(beanFactory));
        }

        @Bean
        RouteLimits routeLimits(RequestLimits limits) {
            return new RouteLimits(limits);
        }

        /** Handler mappings find it by its type, also without Boot's configuration. */
        @Bean
        MappedInterceptor rateLimitInterceptor(RequestLimits limits, RateLimitedMethods methods,
                ProblemDetails problems) {
            return new MappedInterceptor(null, new RateLimitInterceptor(limits, methods, problems));
        }

        @Bean
        FilterRegistrationBean<Filter> preAuthenticationLimitFilter(RateLimitProperties properties,
                RequestLimits limits, ClientAddresses addresses, ProblemDetails problems, Environment environment,
                ObjectProvider<CacheManager> caches) {
            RateLimitProperties.BeforeAuthentication settings = properties.beforeAuthentication();
            boolean configured = settings.plan() != null || settings.unverifiedPlan() != null;
            return registration(
                    (configured && properties.enabled())
                            ? new PreAuthenticationLimitFilter(limits, new AddressKeyResolver(addresses), problems,
                                    settings.plan(), UnverifiedTokens.of(settings, caches), settings.patterns())
                            : null,
                    securityOrder(environment) - DISTANCE);
        }

        @Bean
        FilterRegistrationBean<Filter> urlLimitFilter(RateLimitProperties properties, RequestLimits limits,
                ProblemDetails problems, Environment environment) {
            return registration(
                    (!properties.urls().isEmpty() && properties.enabled())
                            ? new UrlLimitFilter(limits, problems, properties.urls()) : null,
                    securityOrder(environment) + DISTANCE);
        }

        private static int securityOrder(Environment environment) {
            return environment.getProperty("spring.security.filter.order", Integer.class, SECURITY_FILTER_ORDER);
        }

        private static FilterRegistrationBean<Filter> registration(@Nullable Filter filter, int order) {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
                    (filter != null) ? filter : (request, response, chain) -> chain.doFilter(request, response));
            registration.setEnabled(filter != null);
            registration.setOrder(order);
            return registration;
        }

    }

    /** Limits of outgoing calls. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ClientHttpRequestInterceptor.class)
    static class ClientConfiguration {

        @Bean
        ClientLimits clientLimits(RateLimitEnforcer enforcer) {
            return new ClientLimits(enforcer);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RestClientCustomizer.class)
    static class RestClientConfiguration {

        @Bean
        RestClientCustomizer rateLimitRestClientCustomizer(ClientLimits limits, RateLimitProperties properties) {
            return (builder) -> limits.interceptors(properties.clients()).forEach(builder::requestInterceptor);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class MeterConfiguration {

        @Bean
        CheckCounters checkCounters(ObjectProvider<MeterRegistry> meters) {
            MeterRegistry registry = meters.getIfAvailable();
            return (registry != null) ? new MicrometerCheckCounters(registry) : CheckCounters.NONE;
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        RateLimitEndpoint rateLimitEndpoint(RateLimiter limiter, ApplicationEventPublisher events) {
            return new RateLimitEndpoint(limiter, events);
        }

    }

}

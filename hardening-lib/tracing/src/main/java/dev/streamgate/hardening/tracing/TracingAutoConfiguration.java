/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import java.util.function.Predicate;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import dev.streamgate.hardening.network.ClientAddresses;

/**
 * Adds request and trace ids to responses and log lines, and continues traces in
 * background work; disabled by {@code streamgate.tracing.enabled=false}. Neither enables
 * an exporter nor changes sampling, unless a property says so.
 */
@AutoConfiguration(
        beforeName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@EnableConfigurationProperties(TracingProperties.class)
public final class TracingAutoConfiguration {

    /** Requires Micrometer Tracing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.tracing.exporter.SpanExportingPredicate")
    static class Spans {

        /** Defined even if tracing is disabled, so that applications can inject it. */
        @Bean
        @ConditionalOnMissingBean
        TraceContextStore traceContextStore(TracingProperties properties, ObjectProvider<Tracer> tracer,
                ObjectProvider<Propagator> propagator) {
            return !properties.enabled() ? TraceContextStore.noop() : new TraceContextStore(
                    tracer.getIfAvailable(() -> Tracer.NOOP), propagator.getIfAvailable(() -> Propagator.NOOP));
        }

        @Bean
        @ConditionalOnExpression("${streamgate.tracing.enabled:true} and !${streamgate.tracing.actuator:true}")
        SpanExportingPredicate actuatorSpans(
                @Value("${management.endpoints.web.base-path:/actuator}") String basePath) {
            return new ActuatorSpans(basePath);
        }

    }

    /** Outgoing calls. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.restclient.RestClientCustomizer")
    @ConditionalOnExpression("${streamgate.tracing.enabled:true} and ${streamgate.tracing.forward-request-id:false}")
    static class Clients {

        @Bean
        RestClientCustomizer requestIdCustomizer() {
            return (client) -> client.requestInterceptor((request, body, execution) -> {
                String id = MDC.get(RequestIdFilter.KEY);
                if (id != null && !request.getHeaders().containsHeader(RequestIdFilter.HEADER)) {
                    request.getHeaders().set(RequestIdFilter.HEADER, id);
                }
                return execution.execute(request, body);
            });
        }

    }

    /** Filters of a web application. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnProperty(prefix = "streamgate.tracing", name = "enabled", matchIfMissing = true)
    static class Requests {

        /**
         * Runs before all other filters, including the observation of the request, so
         * that every log line has the id.
         */
        @Bean
        @ConditionalOnMissingBean(name = "requestIdFilter")
        FilterRegistrationBean<RequestIdFilter> requestIdFilter(TracingProperties properties,
                ObjectProvider<ClientAddresses> addresses) {
            Predicate<HttpServletRequest> mayChoose = !properties.requestIdsOfProxiesOnly() ? (request) -> true
                    : addresses.getObject()::isFromTrustedProxy;
            var registration = new FilterRegistrationBean<>(new RequestIdFilter(mayChoose));
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }

        /**
         * Runs right after the observation filter ({@code HIGHEST_PRECEDENCE + 1}) has
         * opened its scope.
         */
        @Bean
        @ConditionalOnMissingBean(name = "traceResponseFilter")
        FilterRegistrationBean<TraceResponseFilter> traceResponseFilter() {
            var registration = new FilterRegistrationBean<>(new TraceResponseFilter());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
            return registration;
        }

    }

    /** The sampler of an edge service. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.opentelemetry.sdk.trace.samplers.Sampler")
    @ConditionalOnProperty(prefix = "streamgate.tracing", name = "trust-remote-sampling", havingValue = "false")
    static class Edge {

        @Bean
        @ConditionalOnMissingBean
        Sampler edgeSampler(@Value("${management.tracing.sampling.probability:0.1}") double probability) {
            return new EdgeSampler(probability);
        }

    }

}

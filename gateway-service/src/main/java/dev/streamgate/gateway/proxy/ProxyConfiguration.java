/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.NetworkProperties;
import dev.streamgate.suite.resource.ConnectionBudget;

/** The beans of the proxy. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

    private static final int RECEIVE_BUFFER_SIZE = 16 * 1024;

    private static final int SEND_BUFFER_SIZE = 32 * 1024;

    /**
     * The gateway adds at most ten headers to a request; Tomcat's limit, which holds in
     * the services, is 100.
     */
    private static final int MAX_HEADERS = 90;

    @Bean
    UpstreamClient upstreamClient(ProxyProperties properties, ConnectionBudget budget) {
        Integer configured = properties.connectionsPerService();
        return new UpstreamClient(properties.connectTimeout(),
                (configured != null) ? configured : Math.max(1, budget.connections() / 2));
    }

    @Bean
    StalledUploadWatchdog stalledUploadWatchdog() {
        return new StalledUploadWatchdog();
    }

    @Bean
    ForwardedBodyAdmission bodyAdmission(ForwardedBodyProperties properties, ConnectionBudget budget,
            ClientAddresses addresses) {
        return new ForwardedBodyAdmission(properties, budget, addresses);
    }

    @Bean
    Forwarder forwarder(UpstreamClient client, StalledUploadWatchdog watchdog, ForwardedBodyAdmission bodies,
            ProxyProperties properties, NetworkProperties network, MeterRegistry meters, ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        return new Forwarder(client,
                new UpstreamCircuitBreakers(properties.circuitBreaker(), meters, Clock.systemUTC()),
                new ForwardedHeaders(network.trustedProxies()),
                new TraceHeaders(tracer.getIfAvailable(), propagator.getIfAvailable()), watchdog, bodies);
    }

    @Bean
    FilterRegistrationBean<AbortedResponseFilter> abortedResponseFilter() {
        var registration = new FilterRegistrationBean<>(new AbortedResponseFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /**
     * Sends 100 Continue when the body is first read, hence only after the request has
     * been accepted, and enlarges Tomcat's buffers of 8 KiB. A request with more headers
     * than the services accept is rejected here.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> streamingConnector() {
        return (server) -> server.addConnectorCustomizers((connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setMaxHeaderCount(MAX_HEADERS);
                protocol.setProperty("socket.appReadBufSize", Integer.toString(RECEIVE_BUFFER_SIZE));
                protocol.setProperty("socket.appWriteBufSize", Integer.toString(SEND_BUFFER_SIZE));
            }
        });
    }

}

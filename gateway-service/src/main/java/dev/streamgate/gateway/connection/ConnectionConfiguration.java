/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.AddressRange;
import dev.streamgate.hardening.network.NetworkProperties;
import dev.streamgate.suite.resource.ConnectionBudget;

/** The limits of clients' connections. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(ConnectionProperties properties,
            ConnectionBudget budget, NetworkProperties network, ObjectProvider<MeterRegistry> meters) {
        int perAddress = perAddress(properties, budget.connections());
        AddressCounts counts = new AddressCounts(perAddress,
                network.trustedProxies().stream().map(AddressRange::parse).toList());
        return (factory) -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            factory.addConnectorCustomizers((connector) -> {
                if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
                    protocol.endpoint()
                        .configure(counts, properties.headerTimeout(),
                                (kind) -> ConnectionMeter.CLOSED.counter(meters.getObject(), kind).increment());
                }
            });
        };
    }

    /**
     * A quarter of all connections by default.
     * @throws InvalidConfigurationException if one address could take all connections
     */
    static int perAddress(ConnectionProperties properties, int connections) {
        Integer configured = properties.perAddress();
        if (configured == null) {
            return Math.max(1, connections / 4);
        }
        if (configured >= connections) {
            throw new InvalidConfigurationException(
                    "streamgate.gateway.connections.per-address=%d, but the gateway accepts %d connections in all"
                        .formatted(configured, connections),
                    "Set streamgate.gateway.connections.per-address to less than %d, or enlarge the heap (-Xmx)."
                        .formatted(connections));
        }
        return configured;
    }

}

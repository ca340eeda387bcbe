/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/** Determines the addresses of clients, for rate limits and the audit journal. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(NetworkProperties.class)
public final class NetworkAutoConfiguration {

    private static final String STRATEGY = "server.forward-headers-strategy";

    @Bean
    @ConditionalOnMissingBean
    ClientAddresses clientAddresses(NetworkProperties properties) {
        try {
            return new ClientAddresses(properties.ranges());
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidConfigurationException("streamgate.network.trusted-proxies: " + ex.getMessage(),
                    "Set streamgate.network.trusted-proxies to addresses or CIDR ranges, for instance 10.0.0.0/8.");
        }
    }

    /** Tomcat's valve of {@code server.forward-headers-strategy=native}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RemoteIpValve.class, TomcatWebServerFactory.class })
    static class TomcatConfiguration {

        /** Comes after Boot's customizers, which add the valve. */
        @Bean
        WebServerFactoryCustomizer<TomcatWebServerFactory> receivedAddressesCustomizer() {
            return (factory) -> {
                if (Stream.concat(factory.getEngineValves().stream(), factory.getContextValves().stream())
                    .anyMatch(RemoteIpValve.class::isInstance)) {
                    List<Valve> valves = new ArrayList<>(List.of(new ReceivedAddressesValve()));
                    valves.addAll(factory.getEngineValves());
                    factory.setEngineValves(valves);
                }
            };
        }

    }

    /** Jetty's native strategy trusts every client, and keeps no trace of it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.jetty.servlet.JettyServletWebServerFactory")
    @ConditionalOnMissingClass("org.springframework.boot.tomcat.TomcatWebServerFactory")
    static class JettyConfiguration {

        JettyConfiguration(Environment environment) {
            if ("native".equalsIgnoreCase(environment.getProperty(STRATEGY))) {
                throw new InvalidConfigurationException(
                        "With Jetty, %s=native lets clients choose their address by X-Forwarded-For."
                            .formatted(STRATEGY),
                        "Set %s=framework or none; clients are found by streamgate.network.trusted-proxies either way."
                            .formatted(STRATEGY));
            }
        }

    }

}

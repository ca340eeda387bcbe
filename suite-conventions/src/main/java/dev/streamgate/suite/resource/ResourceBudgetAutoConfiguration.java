/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.resource;

import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Derives the number of connections from the heap, or checks a number that is set: more
 * connections than the heap holds let one client end the process.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = { "org.apache.coyote.AbstractProtocol",
        "org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory" })
@ConditionalOnBooleanProperty(name = "streamgate.resources.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ResourceProperties.class)
public final class ResourceBudgetAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ResourceBudgetAutoConfiguration.class);

    private static final String CONNECTIONS = "server.tomcat.max-connections";

    @Bean
    ConnectionBudget connectionBudget(ResourceProperties properties, Environment environment) {
        long heap = Runtime.getRuntime().maxMemory();
        Integer configured = environment.getProperty(CONNECTIONS, Integer.class);
        return (configured != null) ? ConnectionBudget.check(properties, configured, heap)
                : ConnectionBudget.of(properties, heap);
    }

    /** Runs after Spring Boot has set its default. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> connectionBudgetCustomizer(ConnectionBudget budget) {
        return (factory) -> factory.addConnectorCustomizers((connector) -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setMaxConnections(budget.connections());
                log.info("Accepts up to {} connections", budget.connections());
            }
        });
    }

}

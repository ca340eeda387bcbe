/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Determines the addresses of clients, for rate limits and the audit journal. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(NetworkProperties.class)
public final class NetworkAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClientAddresses clientAddresses(NetworkProperties properties) {
        try {
            return new ClientAddresses(properties.ranges());
        }
        catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("streamgate.network.trusted-proxies: " + ex.getMessage(), ex);
        }
    }

}

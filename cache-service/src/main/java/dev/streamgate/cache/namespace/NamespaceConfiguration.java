/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.hardening.valkey.ValkeyClient;

/** The namespaces, and the periodic removal of expired values. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class NamespaceConfiguration {

    private final ObjectProvider<Namespaces> namespaces;

    NamespaceConfiguration(ObjectProvider<Namespaces> namespaces) {
        this.namespaces = namespaces;
    }

    @Bean
    static Namespaces namespaces(NamespaceProperties properties, ObjectProvider<Ticker> ticker, MeterRegistry meters,
            ObjectProvider<ValkeyClient> valkey) {
        return new Namespaces(properties, ticker.getIfAvailable(Ticker::systemTicker), new NamespaceMeters(meters),
                valkey.getIfAvailable());
    }

    @Scheduled(fixedDelayString = "${streamgate.cache-service.cleanup-interval:1m}")
    void cleanUp() {
        this.namespaces.getObject().cleanUp();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Prevents the startup of an application in which {@link CacheTtl} would have no effect,
 * since the library creates no caches.
 */
@AutoConfiguration(after = NamedCachesAutoConfiguration.class)
public final class CacheTtlAutoConfiguration {

    @Bean
    static SmartInitializingSingleton cacheTtlCheck(ConfigurableListableBeanFactory beans,
            ObjectProvider<NamedCaches> caches) {
        return () -> {
            if (caches.getIfAvailable() != null) {
                return;
            }
            String place = new CachedMethods(beans).anyTtl();
            if (place != null) {
                throw new InvalidConfigurationException(
                        "@CacheTtl on " + place + " has no effect: the application has its own CacheManager, "
                                + "or streamgate.cache.enabled is false.",
                        "Remove @CacheTtl and configure the time to live of that CacheManager, or remove the CacheManager.");
            }
        };
    }

}

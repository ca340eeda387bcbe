/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Clock;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.streamgate.hardening.valkey.ValkeyAutoConfiguration;
import dev.streamgate.hardening.valkey.ValkeyClient;

/**
 * Creates the caches of {@code streamgate.cache.caches} and enables {@code @Cacheable};
 * off with {@code streamgate.cache.enabled=false}. Spring Boot binds their meters
 * ({@code cache.gets}, {@code cache.size}, {@code cache.evictions}).
 */
@AutoConfiguration(after = ValkeyAutoConfiguration.class,
        beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
        afterName = {
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
                "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass({ Caffeine.class, CaffeineCache.class })
@ConditionalOnProperty(prefix = "streamgate.cache", name = "enabled", matchIfMissing = true)
@Conditional(NamedCachesAutoConfiguration.OnCachesCondition.class)
@EnableConfigurationProperties(CacheProperties.class)
@EnableCaching
public final class NamedCachesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CacheManager cacheManager(NamedCaches caches) {
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCaches(caches.all());
        return manager;
    }

    @Bean
    NamedCaches namedCaches(CacheProperties properties, ObjectProvider<Ticker> ticker,
            ObjectProvider<CacheWeigher> weigher, ObjectProvider<MeterRegistry> meters,
            ObjectProvider<ValkeyClient> valkey) {
        return new NamedCaches(properties.caches(), ticker.getIfUnique(Ticker::systemTicker),
                weigher.getIfAvailable(EstimatedSizeWeigher::new), meters.getIfAvailable(CompositeMeterRegistry::new),
                valkey.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    BatchingCaches batchingCaches(CacheManager caches, CacheProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new BatchingCaches(caches, properties.batch(), meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    @ConditionalOnMissingBean
    CacheWarming cacheWarming(ObjectProvider<CacheWarmer> warmers, CacheProperties properties,
            ApplicationEventPublisher events, ObjectProvider<MeterRegistry> meters, ObjectProvider<Clock> clock) {
        return new CacheWarming(warmers.orderedStream().toList(), properties.warming(), events,
                meters.getIfAvailable(CompositeMeterRegistry::new), clock.getIfUnique(Clock::systemUTC));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        CacheWarmingEndpoint cacheWarmingEndpoint(CacheWarming warming) {
            return new CacheWarmingEndpoint(warming);
        }

    }

    /** Matches when a cache is configured; otherwise {@code spring.cache.*} applies. */
    static final class OnCachesCondition implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                .bind("streamgate.cache.caches", Bindable.mapOf(String.class, Object.class))
                .map((names) -> !names.isEmpty())
                .orElse(false);
        }

    }

}

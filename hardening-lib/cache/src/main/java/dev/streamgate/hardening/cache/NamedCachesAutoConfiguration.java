/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import dev.streamgate.hardening.cache.CacheProperties.NamedCache;
import dev.streamgate.hardening.valkey.ValkeyClient;

/**
 * Creates the caches of {@code streamgate.cache.caches} and of {@link CacheTtl}, and
 * enables {@code @Cacheable}; off with {@code streamgate.cache.enabled=false}, and
 * without effect on an application with a {@link CacheManager} of its own. Spring Boot
 * binds their meters ({@code cache.gets}, {@code cache.size}, {@code cache.evictions}).
 */
@AutoConfiguration(beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration", afterName = {
        "dev.streamgate.hardening.valkey.ValkeyAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass({ Caffeine.class, CaffeineCache.class })
@ConditionalOnProperty(prefix = "streamgate.cache", name = "enabled", matchIfMissing = true)
@Conditional(NamedCachesAutoConfiguration.OnCachesCondition.class)
@EnableConfigurationProperties(CacheProperties.class)
public final class NamedCachesAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(NamedCachesAutoConfiguration.class);

    /** The caches and their manager, unless the application has one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CacheManager.class)
    @EnableCaching
    static class ManagerConfiguration {

        @Bean
        CacheManager cacheManager(NamedCaches caches) {
            SimpleCacheManager manager = new SimpleCacheManager();
            manager.setCaches(caches.all());
            return manager;
        }

        @Bean
        NamedCaches namedCaches(CacheProperties properties, Environment environment,
                ConfigurableListableBeanFactory beans, ObjectProvider<Ticker> ticker,
                ObjectProvider<CacheWeigher> weigher, ObjectProvider<MeterRegistry> meters,
                ObjectProvider<SecondLevel> secondLevel) {
            return new NamedCaches(withTtls(properties, environment, new CachedMethods(beans).ttls()),
                    ticker.getIfUnique(Ticker::systemTicker), weigher.getIfAvailable(EstimatedSizeWeigher::new),
                    meters.getIfAvailable(CompositeMeterRegistry::new), secondLevel.getIfAvailable());
        }

        /** Without this, an unknown name is an error of the first call. */
        @Bean
        SmartInitializingSingleton cacheNamesCheck(CacheManager manager, ConfigurableListableBeanFactory beans,
                ObjectProvider<CachingConfigurer> configurer) {
            return () -> {
                if (configurer.stream().findAny().isEmpty()) {
                    new CachedMethods(beans).requireKnown(manager.getCacheNames());
                }
            };
        }

        /** The property of a cache overrides its annotation. */
        private static Map<String, NamedCache> withTtls(CacheProperties properties, Environment environment,
                Map<String, Duration> ttls) {
            Map<String, Map<String, Object>> given = Binder.get(environment)
                .bind("streamgate.cache.caches",
                        Bindable.<Map<String, Map<String, Object>>>of(
                                ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
                                        ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class))))
                .orElse(Map.of());
            Map<String, NamedCache> all = new LinkedHashMap<>(properties.caches());
            ttls.forEach((name, ttl) -> {
                NamedCache declared = all.get(name);
                if (declared == null) {
                    all.put(name, NamedCache.ofTtl(ttl));
                }
                else if (!given.getOrDefault(name, Map.of()).containsKey("ttl")) {
                    all.put(name, declared.withTtl(ttl));
                }
            });
            return all;
        }

    }

    /** The second level of distributed caches. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "dev.streamgate.hardening.valkey.ValkeyClient", "io.lettuce.core.RedisClient",
            "tools.jackson.databind.json.JsonMapper" })
    static class SecondLevelConfiguration {

        @Bean
        @ConditionalOnSingleCandidate(ValkeyClient.class)
        SecondLevel secondLevel(ValkeyClient valkey) {
            return new SecondLevel(valkey);
        }

    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(CacheManager.class)
    BatchingCaches batchingCaches(CacheManager caches, CacheProperties properties, ObjectProvider<MeterRegistry> meters,
            ObjectProvider<NamedCaches> own) {
        if (own.getIfAvailable() == null) {
            log.warn("streamgate.cache.caches has no effect, since the application has its own CacheManager");
        }
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

    /**
     * Matches when a cache is configured or annotated with {@link CacheTtl}; otherwise
     * {@code spring.cache.*} applies.
     */
    static final class OnCachesCondition implements ConfigurationCondition {

        @Override
        public ConfigurationPhase getConfigurationPhase() {
            return ConfigurationPhase.REGISTER_BEAN;
        }

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean configured = Binder.get(context.getEnvironment())
                .bind("streamgate.cache.caches", Bindable.mapOf(String.class, Object.class))
                .map((names) -> !names.isEmpty())
                .orElse(false);
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            return configured || (beans != null && new CachedMethods(beans).anyTtl() != null);
        }

    }

}

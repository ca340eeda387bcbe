package dev.streamgate.hardening.cache;

import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Makes the caches that {@code streamgate.cache.caches} names, and switches
 * {@code @Cacheable} on; off with {@code streamgate.cache.enabled=false}. Spring Boot
 * binds their meters ({@code cache.gets}, {@code cache.size}, {@code cache.evictions}).
 */
@AutoConfiguration(beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnClass({ Caffeine.class, CaffeineCache.class })
@ConditionalOnProperty(prefix = "streamgate.cache", name = "enabled", matchIfMissing = true)
@Conditional(NamedCachesAutoConfiguration.OnNames.class)
@EnableConfigurationProperties(CacheProperties.class)
@EnableCaching
public final class NamedCachesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CacheManager cacheManager(CacheProperties properties, ObjectProvider<Ticker> ticker) {
        Ticker time = ticker.getIfUnique(Ticker::systemTicker);
        List<CaffeineCache> caches = properties.caches()
            .entrySet()
            .stream()
            .map((entry) -> cache(entry.getKey(), entry.getValue(), time))
            .toList();
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCaches(caches);
        return manager;
    }

    /** On the caller's thread: a pool for upkeep costs more than the upkeep. */
    private static CaffeineCache cache(String name, CacheProperties.NamedCache named, Ticker time) {
        return new CaffeineCache(name,
                Caffeine.newBuilder()
                    .maximumSize(named.maxEntries())
                    .expireAfterWrite(named.ttl())
                    .ticker(time)
                    .scheduler(Scheduler.systemScheduler())
                    .executor(Runnable::run)
                    .recordStats()
                    .build(),
                named.allowNull());
    }

    /** Leaves {@code spring.cache.*} alone where no cache is named here. */
    static final class OnNames implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                .bind("streamgate.cache.caches", Bindable.mapOf(String.class, Object.class))
                .map((names) -> !names.isEmpty())
                .orElse(false);
        }

    }

}

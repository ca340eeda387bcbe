/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.javapoet.ClassName;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches that annotations declare. */
class CacheTtlTests {

    private final MovableClock clock = new MovableClock();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(CacheTtlAutoConfiguration.class, NamedCachesAutoConfiguration.class,
                CacheAutoConfiguration.class))
        .withBean(Ticker.class, () -> () -> TimeUnit.MILLISECONDS.toNanos(this.clock.millis()));

    @Test
    void theAnnotationDeclaresACacheWithItsTimeToLive() {
        this.runner.withBean(People.class).run((context) -> {
            assertThat(context.getBean(CacheManager.class).getCacheNames()).containsExactly("people");
            People people = context.getBean(People.class);
            assertThat(people.find("ann")).isEqualTo("ann1");
            this.clock.advance(Duration.ofSeconds(599));
            assertThat(people.find("ann")).isEqualTo("ann1");
            this.clock.advance(Duration.ofSeconds(1));
            assertThat(people.find("ann")).isEqualTo("ann2");
        });
    }

    @Test
    void thePropertyOverridesTheAnnotationAndOtherPropertiesDoNot() {
        this.runner.withBean(People.class)
            .withPropertyValues("streamgate.cache.caches.people.ttl=1s")
            .run((context) -> assertThat(ttl(context.getBean(CacheManager.class))).isEqualTo(Duration.ofSeconds(1)));
        this.runner.withBean(People.class)
            .withPropertyValues("streamgate.cache.caches.people.max-entries=7")
            .run((context) -> assertThat(ttl(context.getBean(CacheManager.class))).isEqualTo(Duration.ofMinutes(10)));
    }

    @Test
    void anUnknownCacheFailsTheStart() {
        this.runner.withBean(Orders.class)
            .withPropertyValues("streamgate.cache.caches.people.ttl=1m")
            .run((context) -> assertThat(refusal(context)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("There is no cache 'orders'")
                .hasMessageContaining("Orders.find()")
                .hasMessageContaining("people"));
    }

    @Test
    void cachesOfOthersAreNotChanged() {
        this.runner.withUserConfiguration(OwnCaching.class)
            .withBean(Orders.class)
            .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
            .withPropertyValues("streamgate.cache.caches.people.ttl=1m")
            .run((context) -> {
                assertThat(context).hasNotFailed().doesNotHaveBean(NamedCaches.class);
                assertThat(context.getBean(Orders.class).find("1")).isEqualTo("order 1");
                assertThat(context.getBean(CacheManager.class).getCacheNames()).containsExactly("orders");
            });
        this.runner.withUserConfiguration(OwnCaching.class)
            .withBean(Orders.class)
            .withPropertyValues("spring.cache.type=simple")
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(ConcurrentMapCacheManager.class)
                .doesNotHaveBean(NamedCaches.class));
    }

    @Test
    void anAnnotationWithoutEffectFailsTheStart() {
        this.runner.withBean(People.class)
            .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
            .run((context) -> assertThat(refusal(context)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("has no effect")
                .hasMessageContaining("People.find()"));
        this.runner.withBean(Uncached.class)
            .run((context) -> assertThat(refusal(context)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("names no cache"));
    }

    @Test
    void aContradictionOrAnInvalidDurationFailsTheStart() {
        this.runner.withBean(People.class)
            .withBean(OtherPeople.class)
            .run((context) -> assertThat(refusal(context)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("different times to live"));
        this.runner.withBean(Broken.class)
            .run((context) -> assertThat(refusal(context)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("is not a duration"));
    }

    @Test
    void itStartsWithoutOptionalDependencies() {
        this.runner.withPropertyValues("streamgate.cache.caches.people.ttl=1m")
            .withClassLoader(new FilteredClassLoader("dev.streamgate.hardening.valkey", "io.lettuce",
                    "io.github.resilience4j", "tools.jackson", "org.springframework.boot.actuate"))
            .run((context) -> assertThat(context).hasNotFailed().hasSingleBean(NamedCaches.class));
    }

    @Test
    void annotatedMethodsAreFoundInANativeImage() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(People.class);
            context.register(NamedCachesAutoConfiguration.class, CacheTtlAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(People.class, "find"))
            .accepts(generation.getRuntimeHints());
    }

    private static Throwable refusal(AssertableApplicationContext context) {
        return NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
    }

    private static Duration ttl(CacheManager manager) {
        return ((org.springframework.cache.caffeine.CaffeineCache) manager.getCache("people")).getNativeCache()
            .policy()
            .expireAfterWrite()
            .orElseThrow()
            .getExpiresAfter();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class OwnCaching {

    }

    static class People {

        private final AtomicInteger loads = new AtomicInteger();

        @Cacheable("people")
        @CacheTtl("10m")
        public String find(String id) {
            return id + this.loads.incrementAndGet();
        }

    }

    @CacheTtl("${absent.ttl:1h}")
    static class OtherPeople {

        @Cacheable("people")
        public String find(String id) {
            return id;
        }

    }

    static class Orders {

        @Cacheable("orders")
        public String find(String id) {
            return "order " + id;
        }

    }

    static class Uncached {

        @CacheTtl("10m")
        public String find(String id) {
            return id;
        }

    }

    static class Broken {

        @Cacheable("people")
        @CacheTtl("soon")
        public String find(String id) {
            return id;
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class NamedCachesTests {

    private final MovableClock clock = new MovableClock();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NamedCachesAutoConfiguration.class, CacheAutoConfiguration.class,
                CacheMetricsAutoConfiguration.class))
        .withBean(Ticker.class, () -> () -> TimeUnit.MILLISECONDS.toNanos(this.clock.millis()))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void aCacheIsBoundedByTtlAndSize() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.max-entries=10",
                    "streamgate.cache.caches.things.ttl=1m", "streamgate.cache.caches.others.ttl=1h")
            .run((context) -> {
                CacheManager manager = context.getBean(CacheManager.class);
                assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("things", "others");
                assertThat(manager.getCache("unknown")).isNull();
                CaffeineCache things = (CaffeineCache) manager.getCache("things");
                for (int i = 0; i < 1_000; i++) {
                    things.put(i, i);
                }
                assertThat(things.getNativeCache().estimatedSize()).isEqualTo(10);
                FunctionCounter sizeEvictions = context.getBean(MeterRegistry.class)
                    .get("streamgate.cache.size.evictions")
                    .tags("cache", "things")
                    .functionCounter();
                assertThat(sizeEvictions.count()).isEqualTo(990);
                things.put("k", "v");
                things.get("k");
                this.clock.advance(Duration.ofSeconds(60));
                assertThat(things.get("k")).isNull();
                things.getNativeCache().cleanUp();
                assertThat(sizeEvictions.count()).as("expiry is not counted").isEqualTo(991);
            });
    }

    @Test
    void hitsMissesSizeAndEvictionsAreCounted() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.max-entries=10").run((context) -> {
            CaffeineCache things = (CaffeineCache) context.getBean(CacheManager.class).getCache("things");
            things.get("k");
            things.put("k", "v");
            things.get("k");
            things.get("k");
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("cache.gets").tags("cache", "things", "result", "hit").functionCounter().count())
                .isEqualTo(2);
            assertThat(registry.get("cache.gets").tags("cache", "things", "result", "miss").functionCounter().count())
                .isEqualTo(1);
            assertThat(registry.get("cache.size").tags("cache", "things").gauge().value()).isEqualTo(1);
            assertThat(registry.get("cache.evictions").tags("cache", "things").functionCounter().count()).isZero();
            assertThat(registry.get("streamgate.cache.entries.max").tags("cache", "things").gauge().value())
                .isEqualTo(10);
            assertThat(registry.get("streamgate.cache.ttl").tags("cache", "things").gauge().value()).isEqualTo(300);
        });
    }

    @Test
    void loadsAreSingleFlight() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1m")
            .withUserConfiguration(Loading.class)
            .run((context) -> {
                Loader loader = context.getBean(Loader.class);
                CountDownLatch start = new CountDownLatch(1);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    Thread thread = new Thread(() -> {
                        try {
                            start.await();
                            loader.load("k");
                        }
                        catch (InterruptedException ex) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    thread.start();
                    threads.add(thread);
                }
                start.countDown();
                for (Thread thread : threads) {
                    thread.join();
                }
                assertThat(loader.loads()).isEqualTo(1);
            });
    }

    @Test
    void springsPropertiesApplyWhenNoCacheIsConfigured() {
        this.runner.withUserConfiguration(Loading.class)
            .withPropertyValues("spring.cache.cache-names=boots")
            .run((context) -> assertThat(context).doesNotHaveBean(NamedCachesAutoConfiguration.class));
    }

    @Test
    void canBeDisabledAndReplaced() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1m", "streamgate.cache.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(NamedCachesAutoConfiguration.class));
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1m")
            .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
            .run((context) -> assertThat(context).doesNotHaveBean(NamedCaches.class)
                .getBean(CacheManager.class)
                .isSameAs(context.getBean("own")));
    }

    @Test
    void propertiesHaveDefaultsAndAnInvalidOneFailsTheStart() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.allow-null=true")
            .run((context) -> assertThat(context.getBean(CacheProperties.class).caches()).containsEntry("things",
                    new CacheProperties.NamedCache(10_000, null, Duration.ofMinutes(5), null, true, false, null, 1,
                            DataSize.ofKilobytes(256))));
        this.runner.withPropertyValues("streamgate.cache.caches.things.max-entries=0")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("caches[things].maxEntries"));
    }

    @Test
    void bothWeightAndNumberBoundACache() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.max-weight=64KB",
                    "streamgate.cache.caches.things.max-entries=50")
            .run((context) -> {
                CaffeineCache things = (CaffeineCache) context.getBean(CacheManager.class).getCache("things");
                for (int i = 0; i < 500; i++) {
                    things.put(i, "x");
                }
                assertThat(things.getNativeCache().estimatedSize()).isLessThanOrEqualTo(51);
                for (int i = 0; i < 500; i++) {
                    things.put(i, List.of("x".repeat(8_000)));
                }
                assertThat(things.getNativeCache().estimatedSize()).isBetween(1L, 8L);
            });
    }

    @Test
    void anEntryIsWeighedByItsContents() {
        EstimatedSizeWeigher weigher = new EstimatedSizeWeigher();
        long minimum = weigher.weigh("c", "", "");
        assertThat(weigher.weigh("c", "", "x".repeat(1_000)) - minimum).isEqualTo(1_000);
        assertThat(weigher.weigh("c", "", "\u20ac".repeat(1_000)) - minimum).isEqualTo(2_000);
        assertThat(weigher.weigh("c", "", new byte[1_000])).isBetween(1_000L, 1_200L);
        assertThat(weigher.weigh("c", "", java.util.Map.of("k", List.of("x".repeat(500), new Held("y".repeat(500))))))
            .isBetween(1_000L, 1_500L);
        Object[] cycle = new Object[1];
        cycle[0] = cycle;
        assertThat(weigher.weigh("c", "", cycle)).isPositive();
    }

    @Test
    void anOldEntryIsServedWhileItIsRefreshed() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.ttl=1h",
                    "streamgate.cache.caches.things.refresh-after-write=1m")
            .withUserConfiguration(Loading.class)
            .run((context) -> {
                Loader loader = context.getBean(Loader.class);
                assertThat(loader.load("k")).isEqualTo("k1");
                this.clock.advance(Duration.ofSeconds(59));
                assertThat(loader.load("k")).isEqualTo("k1");
                this.clock.advance(Duration.ofSeconds(2));
                assertThat(loader.load("k")).as("does not block").isIn("k1", "k2");
                CaffeineCache things = (CaffeineCache) context.getBean(CacheManager.class).getCache("things");
                // Each read of an old entry may start a refresh; this one does not.
                Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> "k2".equals(things.getNativeCache().policy().getIfPresentQuietly("k")));
                assertThat(loader.load("k")).isEqualTo("k2");
                assertThat(loader.loads()).isEqualTo(2);
                this.clock.advance(Duration.ofMinutes(2));
                assertThat(things.get("k").get()).as("a read without a loader starts no refresh").isEqualTo("k2");
                assertThat(loader.loads()).isEqualTo(2);
            });
    }

    @Test
    void aFailedBatchIsKeptAndRetriedAndBounded() {
        List<Object> written = new ArrayList<>();
        boolean[] broken = { true };
        org.springframework.cache.Cache cache = new org.springframework.cache.concurrent.ConcurrentMapCache("c") {
            @Override
            public void put(Object key, Object value) {
                if (broken[0]) {
                    throw new IllegalStateException("broken");
                }
                written.add(key);
            }
        };
        BatchingCache batching = new BatchingCache(cache, 10, new SimpleMeterRegistry());
        for (int i = 0; i < 99; i++) {
            batching.put(i, "v");
        }
        assertThat(batching.pending()).isEqualTo(99);
        assertThat(batching.getAll(List.of(98, 200))).containsOnlyKeys(98);
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() -> batching.put(99, "v"));
        broken[0] = false;
        batching.put(5, "w");
        assertThat(written).hasSize(100).doesNotHaveDuplicates();
        assertThat(batching.pending()).isZero();
        batching.put(1, "v");
        assertThat(batching.pending()).isEqualTo(1);
        batching.close();
        batching.put(2, "v");
        assertThat(written).hasSize(102);
    }

    @Test
    void contradictoryPropertiesFailTheStart() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.distributed=true")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("a distributed cache needs value-type"));
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.ttl=1m",
                    "streamgate.cache.caches.things.refresh-after-write=1m")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("refresh-after-write must be shorter than ttl"));
    }

    @Test
    void aDistributedCacheIsLocalWithoutAServer() {
        this.runner
            .withClassLoader(
                    new org.springframework.boot.test.context.FilteredClassLoader("io.lettuce", "io.github.bucket4j"))
            .withPropertyValues("streamgate.cache.caches.things.distributed=true",
                    "streamgate.cache.caches.things.value-type=java.lang.String")
            .run((context) -> {
                CaffeineCache things = (CaffeineCache) context.getBean(CacheManager.class).getCache("things");
                things.put("k", "v");
                assertThat(things.get("k").get()).isEqualTo("v");
            });
    }

    record Held(String text) {
    }

    @Configuration(proxyBeanMethods = false)
    static class Loading {

        @Bean
        Loader loader() {
            return new Loader();
        }

    }

    static class Loader {

        private final AtomicInteger loads = new AtomicInteger();

        @Cacheable(cacheNames = "things", sync = true)
        public String load(String key) {
            return key + this.loads.incrementAndGet();
        }

        public int loads() {
            return this.loads.get();
        }

    }

}

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

import static org.assertj.core.api.Assertions.assertThat;

class NamedCachesTests {

    private final AtomicLong nanos = new AtomicLong();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NamedCachesAutoConfiguration.class, CacheAutoConfiguration.class,
                CacheMetricsAutoConfiguration.class))
        .withBean(Ticker.class, () -> this.nanos::get)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void aCacheIsBoundedInTimeAndNumber() {
        this.runner
            .withPropertyValues("streamgate.cache.caches.things.max-entries=10",
                    "streamgate.cache.caches.things.ttl=1m", "streamgate.cache.caches.others.ttl=1h")
            .run((context) -> {
                CacheManager manager = context.getBean(CacheManager.class);
                assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("things", "others");
                assertThat(manager.getCache("unheard-of")).isNull();
                CaffeineCache things = (CaffeineCache) manager.getCache("things");
                for (int i = 0; i < 1_000; i++) {
                    things.put(i, i);
                }
                assertThat(things.getNativeCache().estimatedSize()).isEqualTo(10);
                things.put("k", "v");
                things.get("k");
                this.nanos.addAndGet(Duration.ofSeconds(60).toNanos());
                assertThat(things.get("k")).isNull();
            });
    }

    @Test
    void hitsMissesSizeAndEvictionsAreMeasured() {
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
        });
    }

    @Test
    void ofManyWhoAskAtOnceOneLoads() {
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
    void withoutNamesSpringsOwnSettingsStand() {
        this.runner.withUserConfiguration(Loading.class)
            .withPropertyValues("spring.cache.cache-names=boots")
            .run((context) -> assertThat(context).doesNotHaveBean(NamedCachesAutoConfiguration.class));
    }

    @Test
    void itCanBeSwitchedOffAndReplaced() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1m", "streamgate.cache.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(NamedCachesAutoConfiguration.class));
        this.runner.withPropertyValues("streamgate.cache.caches.things.ttl=1m")
            .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
            .run((context) -> assertThat(context).getBean(CacheManager.class).isSameAs(context.getBean("own")));
    }

    @Test
    void propertiesHaveDefaultsAndOneOutOfRangeStopsTheStart() {
        this.runner.withPropertyValues("streamgate.cache.caches.things.allow-null=true")
            .run((context) -> assertThat(context.getBean(CacheProperties.class).caches()).containsEntry("things",
                    new CacheProperties.NamedCache(10_000, Duration.ofMinutes(5), true)));
        this.runner.withPropertyValues("streamgate.cache.caches.things.max-entries=0")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("caches[things].maxEntries"));
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

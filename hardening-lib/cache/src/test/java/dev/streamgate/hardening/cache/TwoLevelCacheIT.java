/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.hardening.valkey.ValkeyAutoConfiguration;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Replicas with one cache each, and one real server. */
@EnabledIfValkey
class TwoLevelCacheIT {

    private final ValkeyServer server = ValkeyServer.started();

    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        this.contexts.forEach(AnnotationConfigApplicationContext::close);
        this.server.close();
    }

    @Test
    void aValueLoadedByOneReplicaIsReadByOthers() {
        Cache one = replica().cache();
        Replica other = replica();
        assertThat(one.<Thing>get("k", () -> new Thing("a", 1))).isEqualTo(new Thing("a", 1));
        assertThat(other.cache().get("k", () -> new Thing("b", 2))).isEqualTo(new Thing("a", 1));
        assertThat(other.cache().get("k").get()).isEqualTo(new Thing("a", 1));
        assertThat(other.count("streamgate.cache.distributed.gets", "hit")).isEqualTo(1);
        Object nothing = one.get("nothing", () -> null);
        assertThat(nothing).isNull();
        assertThat(other.cache().get("nothing").get()).isNull();
        assertThat(other.cache().get("missing")).isNull();
    }

    @Test
    void aChangeInvalidatesTheFirstLevelOfOtherReplicas() {
        Cache one = replica().cache();
        Cache other = replica().cache();
        one.put("k", new Thing("a", 1));
        assertThat(other.get("k").get()).isEqualTo(new Thing("a", 1));
        one.put("k", new Thing("a", 2));
        until(() -> new Thing("a", 2).equals(other.get("k").get()));
        one.evict("k");
        until(() -> other.get("k") == null);
        other.put("k", new Thing("a", 3));
        until(() -> one.get("k") != null);
        one.clear();
        until(() -> other.get("k") == null);
        assertThat(one.putIfAbsent("k", new Thing("a", 4))).isNull();
        assertThat(other.putIfAbsent("k", new Thing("a", 5)).get()).isEqualTo(new Thing("a", 4));
        assertThat(other.evictIfPresent("k")).isTrue();
        assertThat(other.evictIfPresent("k")).isFalse();
    }

    /**
     * The usual race: a reader loads, the source changes, the entry is evicted, the
     * reader stores.
     */
    @Test
    void aValueLoadedBeforeAChangeIsKeptByNeitherLevel() throws InterruptedException {
        Replica reading = replica();
        Replica changing = replica();
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Thread reader = new Thread(() -> reading.cache().get("k", () -> {
            read.countDown();
            changed.await();
            return new Thing("old", 1);
        }));
        reader.start();
        read.await();
        changing.cache().evict("k");
        changed.countDown();
        reader.join();
        until(() -> reading.cache().get("k") == null);
        assertThat(changing.cache().get("k")).isNull();
        assertThat(reading.count("streamgate.cache.distributed.writes", "outdated")).isEqualTo(1);
    }

    @Test
    void loadsAreSingleFlight() throws InterruptedException {
        Cache cache = replica().cache();
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(new Thread(() -> {
                try {
                    start.await();
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
                cache.get("k", () -> new Thing("a", loads.incrementAndGet()));
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void duringAnOutageTheFirstLevelServesAndAfterItNothingIsStale() {
        Replica one = replica("streamgate.valkey.timeout=100ms", "streamgate.valkey.heartbeat=20ms");
        // On a busy machine the first put may time out, after which the store is cleared.
        until(() -> {
            double timeOuts = one.count("streamgate.cache.distributed.writes", "unavailable");
            one.cache().put("k", new Thing("a", 1));
            return one.count("streamgate.cache.distributed.writes", "unavailable") == timeOuts;
        });
        // Started afterwards, or a late message could invalidate its first level.
        Replica other = replica();
        assertThat(other.cache().get("k").get()).isEqualTo(new Thing("a", 1));
        this.server.pause();
        one.cache().put("k", new Thing("a", 2));
        assertThat(one.cache().get("k").get()).isEqualTo(new Thing("a", 2));
        assertThat(one.cache().get("l", () -> new Thing("b", 1))).isEqualTo(new Thing("b", 1));
        assertThat(other.cache().get("k").get()).as("served by the first level").isEqualTo(new Thing("a", 1));
        assertThat(one.count("streamgate.cache.distributed.writes", "unavailable")).isPositive();
        this.server.resume();
        until(() -> other.cache().get("k") == null);
        assertThat(other.cache().get("k", () -> new Thing("a", 3))).isEqualTo(new Thing("a", 3));
    }

    @Test
    void aServerThatReturnsEmptyIsUsedAgain() {
        Replica one = replica("streamgate.valkey.heartbeat=20ms");
        one.cache().put("k", new Thing("a", 1));
        this.server.kill();
        until(() -> !one.valkey().isUp());
        assertThat(one.cache().get("k").get()).isEqualTo(new Thing("a", 1));
        this.server.start();
        until(() -> one.valkey().isUp() && one.cache().get("k") == null);
        one.cache().put("k", new Thing("a", 2));
        Replica other = replica();
        until(() -> other.cache().get("k") != null || put(one.cache(), new Thing("a", 2)));
    }

    private static boolean put(Cache cache, Thing thing) {
        cache.put("k", thing);
        return false;
    }

    @Test
    void aValueThatCannotBeDecodedIsEvicted() {
        Replica one = replica();
        replica("streamgate.cache.caches.things.value-type=" + OtherThing.class.getName()).cache()
            .put("k", new OtherThing("a", "b"));
        assertThat(one.cache().get("k", () -> new Thing("a", 1))).isEqualTo(new Thing("a", 1));
        assertThat(one.count("streamgate.cache.distributed.gets", "unreadable")).isEqualTo(1);
    }

    @Test
    void anOversizedValueStaysInTheFirstLevel() {
        Replica one = replica();
        one.cache().put("k", new Thing("x".repeat(2_000), 1));
        one.cache().get("l", () -> new Thing("x".repeat(2_000), 1));
        assertThat(one.cache().get("k")).isNotNull();
        assertThat(one.cache().get("l")).isNotNull();
        assertThat(replica().cache().get("k")).isNull();
        assertThat(replica().cache().get("l")).isNull();
        assertThat(one.count("streamgate.cache.distributed.writes", "oversized")).isEqualTo(2);
    }

    @Test
    void keysAreSeparateByTypeAndUnsupportedTypesAreRejected() {
        Cache cache = replica().cache();
        cache.put(1, new Thing("int", 1));
        cache.put("1", new Thing("text", 1));
        cache.put("x".repeat(10_000), new Thing("long", 1));
        assertThat(cache.get(1).get()).isEqualTo(new Thing("int", 1));
        assertThat(cache.get("1").get()).isEqualTo(new Thing("text", 1));
        assertThat(cache.get("x".repeat(10_000)).get()).isEqualTo(new Thing("long", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.put(List.of(), new Thing("a", 1)));
    }

    @Test
    void batchesAreReadAndWrittenInBulkAndFlushedOnStop() {
        Replica one = replica("streamgate.cache.batch.interval=1h");
        BatchingCache batching = one.context().getBean(BatchingCaches.class).of("things");
        Map<Object, Object> expected = new LinkedHashMap<>();
        for (int i = 0; i < 150; i++) {
            batching.put(i, new Thing("t", i));
            expected.put(i, new Thing("t", i));
        }
        assertThat(batching.pending()).isEqualTo(50);
        assertThat(batching.getAll(expected.keySet())).isEqualTo(expected);
        one.context().close();
        BatchingCache reading = replica().context().getBean(BatchingCaches.class).of("things");
        assertThat(reading.getAll(expected.keySet())).isEqualTo(expected);
    }

    private Replica replica(String... properties) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues
            .of("streamgate.valkey.uri=" + this.server.uri(), "streamgate.valkey.timeout=10s",
                    "streamgate.cache.caches.things.ttl=1h", "streamgate.cache.caches.things.distributed=true",
                    "streamgate.cache.caches.things.max-value-size=1KB",
                    "streamgate.cache.caches.things.value-type=" + Thing.class.getName())
            .and(properties)
            .applyTo(context);
        context.registerBean(SimpleMeterRegistry.class);
        context.register(AutoConfigurations
            .getClasses(AutoConfigurations.of(NamedCachesAutoConfiguration.class, ValkeyAutoConfiguration.class)));
        context.refresh();
        this.contexts.add(context);
        return new Replica(context);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    record Thing(String name, int number) {
    }

    record OtherThing(String name, String other) {
    }

    private record Replica(AnnotationConfigApplicationContext context) {

        Cache cache() {
            return this.context.getBean(CacheManager.class).getCache("things");
        }

        ValkeyClient valkey() {
            return this.context.getBean(ValkeyClient.class);
        }

        double count(String meter, String outcome) {
            Counter counter = this.context.getBean(SimpleMeterRegistry.class)
                .find(meter)
                .tag("outcome", outcome)
                .counter();
            return (counter != null) ? counter.count() : 0;
        }

    }

}

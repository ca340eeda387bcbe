/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.hardening.valkey.DistributedCacheStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of one process between the two levels of another change. */
@Timeout(30)
class NamespaceRaceTests {

    private final FakeServer server = new FakeServer();

    private DistributedCacheStore.@Nullable Listener listener;

    private final Namespace namespace = new Namespace(
            new Bounds(10, DataSize.ofMegabytes(1), Duration.ofMinutes(5), Duration.ofDays(1)), Ticker.systemTicker(),
            (changes) -> {
                this.listener = changes;
                return this.server;
            });

    @Test
    void aValueThatIsDeletedWhileItIsStoredIsKeptByNeitherLevel() {
        this.server.afterPut = () -> this.namespace.delete("k");
        this.namespace.put("k", value("old"));
        assertThat(this.namespace.get("k")).isEmpty();
    }

    @Test
    void theFirstLevelHasTheValueThatTheServerAcceptedLast() {
        CachedValue later = value("later");
        this.server.afterPut = () -> {
            this.server.afterPut = FakeServer.NOTHING;
            this.namespace.put("k", later);
        };
        this.namespace.put("k", value("earlier"));
        assertThat(this.namespace.get("k")).contains(later);
    }

    @Test
    void aMessageOfAnotherReplicaDoesNotWaitForALoad() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        this.server.values.put("k", value("old"));
        this.server.duringGet = () -> {
            read.countDown();
            await(proceed);
        };
        Thread reader = Thread.ofVirtual().start(() -> this.namespace.get("k"));
        read.await();
        this.server.values.remove("k");
        this.listener.onEvicted("k");
        this.listener.onCleared();
        this.server.duringGet = FakeServer.NOTHING;
        proceed.countDown();
        reader.join();
        assertThat(this.namespace.get("k")).isEmpty();
    }

    private static CachedValue value(String text) {
        return new CachedValue(text.getBytes(StandardCharsets.UTF_8), "text/plain", Duration.ofMinutes(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server with hooks. */
    private static final class FakeServer extends DistributedNamespace {

        private static final Runnable NOTHING = () -> {
        };

        private final Map<String, CachedValue> values = new ConcurrentHashMap<>();

        private volatile Runnable afterPut = NOTHING;

        private volatile Runnable duringGet = NOTHING;

        @SuppressWarnings("NullAway") // The store is not used.
        FakeServer() {
            super(null);
        }

        @Override
        @Nullable CachedValue get(String key) {
            CachedValue value = this.values.get(key);
            this.duringGet.run();
            return value;
        }

        @Override
        void put(String key, CachedValue value) {
            this.values.put(key, value);
            this.afterPut.run();
        }

        @Override
        boolean delete(String key) {
            return this.values.remove(key) != null;
        }

    }

}

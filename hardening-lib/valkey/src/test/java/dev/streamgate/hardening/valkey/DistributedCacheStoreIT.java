/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two replicas with one real server. */
@EnabledIfValkey
class DistributedCacheStoreIT {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ValkeyServer server = ValkeyServer.started();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : this.opened) {
            each.close();
        }
        this.server.close();
    }

    @Test
    void aStoredValueIsReadByOtherReplicasWithItsRemainingTtl() {
        Replica one = new Replica();
        Replica other = new Replica();
        one.store.put("k", bytes("v"), HOUR);
        DistributedCacheStore.Snapshot found = other.store.get("k");
        assertThat(found.value()).isEqualTo(bytes("v"));
        assertThat(found.remaining()).isBetween(Duration.ofMinutes(59), HOUR);
        assertThat(other.store.get("missing").value()).isNull();
        one.store.putAll(Map.of("a", bytes("1"), "b", bytes("2")), HOUR);
        assertThat(other.store.getAll(List.of("a", "b", "c"))).containsOnlyKeys("a", "b");
        assertThat(other.valkey.replicas()).isEqualTo(2);
    }

    @Test
    void changesArePublishedToOtherReplicasOnly() throws Exception {
        Replica one = new Replica();
        Replica other = new Replica();
        one.store.put("k", bytes("v"), HOUR);
        assertThat(other.received()).isEqualTo("evicted k");
        assertThat(one.store.evict("k")).isTrue();
        assertThat(other.received()).isEqualTo("evicted k");
        assertThat(one.store.evict("k")).isFalse();
        assertThat(other.received()).isEqualTo("evicted k");
        one.store.put("k", bytes("v"), HOUR);
        assertThat(other.received()).isEqualTo("evicted k");
        one.store.clear();
        assertThat(other.received()).isEqualTo("cleared");
        assertThat(other.store.get("k").value()).isNull();
        other.store.clear();
        assertThat(one.received()).isEqualTo("cleared");
    }

    @Test
    void aValueLoadedBeforeAChangeIsNotStoredAfterIt() {
        Replica one = new Replica();
        Replica other = new Replica();
        DistributedCacheStore.Snapshot missed = one.store.get("k");
        other.store.evict("k");
        assertThat(one.store.putIfUnchanged("k", bytes("old"), HOUR, missed)).isFalse();
        DistributedCacheStore.Snapshot missedAgain = one.store.get("k");
        assertThat(missedAgain.value()).isNull();
        other.store.evict("k");
        assertThat(one.store.putIfUnchanged("k", bytes("old"), HOUR, missedAgain)).isFalse();
        DistributedCacheStore.Snapshot unchanged = one.store.get("k");
        assertThat(one.store.putIfUnchanged("k", bytes("new"), HOUR, unchanged)).isTrue();
        assertThat(other.store.get("k").value()).isEqualTo(bytes("new"));
        DistributedCacheStore.Snapshot cleared = one.store.get("l");
        other.store.clear();
        assertThat(one.store.putIfUnchanged("l", bytes("old"), HOUR, cleared)).isFalse();
    }

    @Test
    void aReplicaWithAnOutdatedEpochStoresIntoTheCurrentOne() {
        Replica one = new Replica();
        Replica other = new Replica();
        one.store.put("k", bytes("1"), HOUR);
        other.store.put("k", bytes("2"), HOUR);
        one.store.clear();
        other.store.put("k", bytes("3"), HOUR);
        assertThat(one.store.get("k").value()).isEqualTo(bytes("3"));
    }

    @Test
    void storesAreSeparateAndKeysAreAnyString() {
        Replica one = new Replica();
        DistributedCacheStore otherStore = one.valkey.cacheStore("other", one.listener());
        String odd = "a:b\n\u0000\u00e4 {x}";
        one.store.put(odd, bytes("1"), HOUR);
        assertThat(one.store.get(odd).value()).isEqualTo(bytes("1"));
        assertThat(otherStore.get(odd).value()).isNull();
    }

    @Test
    void aHangingServerCostsFewTimeOutsUntilTheCircuitOpens() {
        Replica one = new Replica(Duration.ofMillis(100), Duration.ofMillis(20));
        one.store.put("k", bytes("before"), HOUR);
        this.server.pause();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            try {
                one.store.get("k");
            }
            catch (ValkeyUnavailableException ex) {
                failures.add(ex);
            }
        }
        assertThat(failures).hasSize(1_000);
        assertThat(failures.stream().filter((ex) -> ex.getCause() != null)).hasSizeLessThanOrEqualTo(5);
        this.server.resume();
        until(() -> one.reads("k", "before"));
    }

    @Test
    void aChangeDuringAnOutageClearsTheStoreAfterIt() throws Exception {
        Replica one = new Replica(Duration.ofMillis(100), Duration.ofMillis(20));
        Replica other = new Replica();
        one.store.put("k", bytes("old"), HOUR);
        assertThat(other.received()).isEqualTo("evicted k");
        this.server.pause();
        assertThatExceptionOfType(ValkeyUnavailableException.class).isThrownBy(() -> one.store.evict("k"));
        this.server.resume();
        until(() -> one.reads("k", null));
        assertThat(other.store.get("k").value()).isNull();
        until(() -> "cleared".equals(other.received.poll()));
    }

    @Test
    void aNewConnectionSignalsLostMessages() throws Exception {
        Replica one = new Replica(Duration.ofSeconds(5), Duration.ofMillis(20));
        one.store.put("k", bytes("v"), HOUR);
        assertThat(one.valkey.isUp()).isTrue();
        this.server.kill();
        until(() -> !one.valkey.isUp());
        assertThatExceptionOfType(ValkeyUnavailableException.class).isThrownBy(() -> one.store.get("k"));
        this.server.start();
        until(() -> one.reads("k", null));
        assertThat(one.received()).isEqualTo("messages lost");
        one.store.put("k", bytes("v"), HOUR);
        assertThat(one.store.get("k").value()).isEqualTo(bytes("v"));
    }

    @Test
    void aServerThatStartsLaterIsUsed() {
        this.server.kill();
        Replica one = new Replica(Duration.ofSeconds(5), Duration.ofMillis(20));
        assertThat(one.valkey.isUp()).isFalse();
        this.server.start();
        until(() -> one.reads("k", null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    /** The client and store of one process. */
    private final class Replica {

        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        private final ValkeyClient valkey;

        private final DistributedCacheStore store;

        Replica() {
            this(Duration.ofSeconds(5), Duration.ofMillis(200));
        }

        Replica(Duration timeout, Duration heartbeat) {
            this.valkey = new ValkeyClient(new ValkeyProperties(DistributedCacheStoreIT.this.server.uri(), timeout,
                    Duration.ofSeconds(5), heartbeat, 5, "test:", 1), "app", new SimpleMeterRegistry());
            DistributedCacheStoreIT.this.opened.add(this.valkey);
            this.store = this.valkey.cacheStore("things", listener());
            this.received.clear();
        }

        boolean reads(String key, String value) {
            try {
                byte[] found = this.store.get(key).value();
                return (value != null) ? value.equals((found != null) ? new String(found, StandardCharsets.UTF_8) : "")
                        : found == null;
            }
            catch (ValkeyUnavailableException ex) {
                return false;
            }
        }

        String received() throws InterruptedException {
            return this.received.poll(30, TimeUnit.SECONDS);
        }

        DistributedCacheStore.Listener listener() {
            return new DistributedCacheStore.Listener() {
                @Override
                public void onEvicted(String key) {
                    Replica.this.received.add("evicted " + key);
                }

                @Override
                public void onCleared() {
                    Replica.this.received.add("cleared");
                }

                @Override
                public void onMessagesLost() {
                    Replica.this.received.add("messages lost");
                }
            };
        }

    }

}

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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two replicas and one real server. */
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
    void whatOneStoresTheOtherFindsWithTheTimeThatIsLeft() {
        Replica one = new Replica();
        Replica other = new Replica();
        one.entries.put("k", bytes("v"), HOUR);
        DistributedCacheStore.Lookup found = other.entries.get("k");
        assertThat(found.value()).isEqualTo(bytes("v"));
        assertThat(found.remaining()).isBetween(Duration.ofMinutes(59), HOUR);
        assertThat(other.entries.get("none").value()).isNull();
        one.entries.putAll(Map.of("a", bytes("1"), "b", bytes("2")), HOUR);
        assertThat(other.entries.getAll(List.of("a", "b", "c"))).containsOnlyKeys("a", "b");
        assertThat(other.valkey.replicas()).isEqualTo(2);
    }

    @Test
    void eachChangeIsToldToTheOtherAndNotToTheOneWhoMadeIt() throws Exception {
        Replica one = new Replica();
        Replica other = new Replica();
        one.entries.put("k", bytes("v"), HOUR);
        assertThat(other.heard()).isEqualTo("evicted k");
        assertThat(one.entries.evict("k")).isTrue();
        assertThat(other.heard()).isEqualTo("evicted k");
        assertThat(one.entries.evict("k")).isFalse();
        assertThat(other.heard()).isEqualTo("evicted k");
        one.entries.put("k", bytes("v"), HOUR);
        assertThat(other.heard()).isEqualTo("evicted k");
        one.entries.clear();
        assertThat(other.heard()).isEqualTo("cleared");
        assertThat(other.entries.get("k").value()).isNull();
        other.entries.clear();
        assertThat(one.heard()).isEqualTo("cleared");
    }

    @Test
    void whatWasLoadedBeforeAChangeIsNotStoredAfterIt() {
        Replica one = new Replica();
        Replica other = new Replica();
        DistributedCacheStore.Lookup missed = one.entries.get("k");
        other.entries.evict("k");
        assertThat(one.entries.putLoaded("k", bytes("old"), HOUR, missed)).isFalse();
        DistributedCacheStore.Lookup again = one.entries.get("k");
        assertThat(again.value()).isNull();
        other.entries.evict("k");
        assertThat(one.entries.putLoaded("k", bytes("old"), HOUR, again)).isFalse();
        DistributedCacheStore.Lookup last = one.entries.get("k");
        assertThat(one.entries.putLoaded("k", bytes("new"), HOUR, last)).isTrue();
        assertThat(other.entries.get("k").value()).isEqualTo(bytes("new"));
        DistributedCacheStore.Lookup cleared = one.entries.get("l");
        other.entries.clear();
        assertThat(one.entries.putLoaded("l", bytes("old"), HOUR, cleared)).isFalse();
    }

    @Test
    void whoIsBehindAnEpochStoresIntoTheNewOne() {
        Replica one = new Replica();
        Replica other = new Replica();
        one.entries.put("k", bytes("1"), HOUR);
        other.entries.put("k", bytes("2"), HOUR);
        one.entries.clear();
        other.entries.put("k", bytes("3"), HOUR);
        assertThat(one.entries.get("k").value()).isEqualTo(bytes("3"));
    }

    @Test
    void namesDoNotMixAndAKeyIsAnyText() {
        Replica one = new Replica();
        DistributedCacheStore others = one.valkey.entries("others", one.listener());
        String odd = "a:b\n\u0000\u00e4 {x}";
        one.entries.put(odd, bytes("1"), HOUR);
        assertThat(one.entries.get(odd).value()).isEqualTo(bytes("1"));
        assertThat(others.get(odd).value()).isNull();
    }

    @Test
    void aPausedServerCostsSomeTimeOutsAndThenNothingUntilItGoesOn() {
        Replica one = new Replica(Duration.ofMillis(100), Duration.ofMillis(20));
        one.entries.put("k", bytes("before"), HOUR);
        this.server.pause();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            try {
                one.entries.get("k");
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
    void aChangeDuringAnOutageForgetsWhatTheServerHas() throws Exception {
        Replica one = new Replica(Duration.ofMillis(100), Duration.ofMillis(20));
        Replica other = new Replica();
        one.entries.put("k", bytes("old"), HOUR);
        assertThat(other.heard()).isEqualTo("evicted k");
        this.server.pause();
        assertThatExceptionOfType(ValkeyUnavailableException.class).isThrownBy(() -> one.entries.evict("k"));
        this.server.resume();
        until(() -> one.reads("k", null));
        assertThat(other.entries.get("k").value()).isNull();
        until(() -> "cleared".equals(other.heard.poll()));
    }

    @Test
    void aNewConnectionMayHaveMissedSomething() throws Exception {
        Replica one = new Replica(Duration.ofSeconds(5), Duration.ofMillis(20));
        one.entries.put("k", bytes("v"), HOUR);
        assertThat(one.valkey.isUp()).isTrue();
        this.server.kill();
        until(() -> !one.valkey.isUp());
        assertThatExceptionOfType(ValkeyUnavailableException.class).isThrownBy(() -> one.entries.get("k"));
        this.server.start();
        until(() -> one.reads("k", null));
        assertThat(one.heard()).isEqualTo("missed");
        one.entries.put("k", bytes("v"), HOUR);
        assertThat(one.entries.get("k").value()).isEqualTo(bytes("v"));
    }

    @Test
    void aServerThatIsNotThereAtTheStartIsUsedOnceItIs() {
        this.server.kill();
        Replica one = new Replica(Duration.ofSeconds(5), Duration.ofMillis(20));
        assertThat(one.valkey.isUp()).isFalse();
        this.server.start();
        until(() -> one.reads("k", null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void until(BooleanSupplier condition) {
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds within 30 s").isLessThan(limit);
            Thread.onSpinWait();
        }
    }

    /** One process' part. */
    private final class Replica {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        private final ValkeyClient valkey;

        private final DistributedCacheStore entries;

        Replica() {
            this(Duration.ofSeconds(5), Duration.ofMillis(200));
        }

        Replica(Duration timeout, Duration heartbeat) {
            this.valkey = new ValkeyClient(new ValkeyProperties(DistributedCacheStoreIT.this.server.uri(), timeout,
                    Duration.ofSeconds(5), heartbeat, 5, "test:", 1), "app", new SimpleMeterRegistry());
            DistributedCacheStoreIT.this.opened.add(this.valkey);
            this.entries = this.valkey.entries("things", listener());
            this.heard.clear();
        }

        boolean reads(String key, String value) {
            try {
                byte[] found = this.entries.get(key).value();
                return (value != null) ? value.equals((found != null) ? new String(found, StandardCharsets.UTF_8) : "")
                        : found == null;
            }
            catch (ValkeyUnavailableException ex) {
                return false;
            }
        }

        String heard() throws InterruptedException {
            return this.heard.poll(30, TimeUnit.SECONDS);
        }

        DistributedCacheStore.Listener listener() {
            return new DistributedCacheStore.Listener() {
                @Override
                public void evicted(String key) {
                    Replica.this.heard.add("evicted " + key);
                }

                @Override
                public void cleared() {
                    Replica.this.heard.add("cleared");
                }

                @Override
                public void missed() {
                    Replica.this.heard.add("missed");
                }
            };
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyProperties;
import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances of the service with one real server. */
@EnabledIfValkey
class DistributedNamespacesIT {

    private final ValkeyServer server = ValkeyServer.started();

    private final List<ValkeyClient> opened = new ArrayList<>();

    private final Namespaces one = instance(Duration.ofSeconds(10));

    private final Namespaces other = instance(Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        this.opened.forEach(ValkeyClient::close);
        this.server.close();
    }

    @Test
    void aStoredValueIsReadUnchangedByOtherInstances() {
        put(this.one, "k", "value", Duration.ofMinutes(1));
        CachedValue read = read(this.other, "k");
        assertThat(read.contentType()).isEqualTo("text/plain");
        assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).isEqualTo("value");
        assertThat(read.ttl()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        assertThat(read.etag()).isEqualTo(read(this.one, "k").etag());
        assertThat(this.other.find("unknown", List.of("k"))).isEmpty();
        assertThat(this.other.all()).containsOnlyKeys("a");
    }

    @Test
    void changesAndDeletionsReachOtherInstances() {
        put(this.one, "k", "1", null);
        assertThat(read(this.other, "k")).isNotNull();
        put(this.one, "k", "2", null);
        until(() -> read(this.other, "k").bytes()[0] == '2');
        assertThat(this.other.getOrCreate("a").putIfAbsent("k", value("3"))).isFalse();
        assertThat(this.other.getOrCreate("a").putIfAbsent("l", value("3"))).isTrue();
        assertThat(read(this.one, "l").bytes()).isEqualTo(new byte[] { '3' });
        assertThat(this.one.findForDeletion("a").orElseThrow().delete("k")).isTrue();
        until(() -> read(this.other, "k") == null);
        this.one.remove("a");
        until(() -> read(this.other, "l") == null);
        assertThat(this.one.all()).isEmpty();
    }

    @Test
    void duringAnOutageInstancesWorkLocallyAndDeletionsAreCompletedAfterIt() {
        Namespaces impatient = instance(Duration.ofMillis(100));
        put(impatient, "k", "1", null);
        assertThat(read(this.other, "k")).isNotNull();
        this.server.pause();
        assertThat(read(impatient, "k")).isNotNull();
        assertThat(impatient.findForDeletion("a").orElseThrow().delete("k")).isTrue();
        assertThat(read(impatient, "k")).isNull();
        assertThat(read(this.other, "k")).isNotNull();
        this.server.resume();
        until(() -> read(this.other, "k") == null);
    }

    private static CachedValue read(Namespaces namespaces, String key) {
        return namespaces.find("a", List.of(key)).flatMap((found) -> found.get(key)).orElse(null);
    }

    private static void put(Namespaces namespaces, String key, String text, Duration ttl) {
        namespaces.getOrCreate("a")
            .put(key, namespaces.value("a", text.getBytes(StandardCharsets.UTF_8), "text/plain", ttl));
    }

    private CachedValue value(String text) {
        return this.one.value("a", text.getBytes(StandardCharsets.UTF_8), "text/plain", null);
    }

    private Namespaces instance(Duration timeout) {
        ValkeyClient valkey = new ValkeyClient(new ValkeyProperties(this.server.uri(), timeout, Duration.ofSeconds(5),
                Duration.ofMillis(50), 5, "test:", 1), "cache", new SimpleMeterRegistry());
        this.opened.add(valkey);
        Bounds bounds = new Bounds(100, DataSize.ofMegabytes(1), Duration.ofMinutes(5), Duration.ofDays(1));
        return new Namespaces(new NamespaceProperties(4, DataSize.ofKilobytes(64), bounds, Map.of()), System::nanoTime,
                new NamespaceMeters(new SimpleMeterRegistry()), valkey);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10)).until(condition);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cache.caffeine.CaffeineCache;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.cache.CacheProperties.NamedCache;
import dev.streamgate.hardening.cache.TwoLevelCache.LocalEntry;
import dev.streamgate.hardening.valkey.ValkeyClient;

/**
 * Creates caches with a second level in the Valkey server. Separate from
 * {@link NamedCaches}, since the classes of the second level are optional.
 */
final class SecondLevel {

    private final ValkeyClient server;

    private final JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    SecondLevel(ValkeyClient server) {
        this.server = server;
    }

    CaffeineCache create(String name, Caffeine<Object, Object> builder, NamedCache settings, Class<?> type,
            MeterRegistry meters) {
        builder.expireAfter(Expiry.writing((key, value) -> ((LocalEntry) value).ttl()));
        return new TwoLevelCache(name, builder.build(), settings, type, this.server, this.json, meters);
    }

}

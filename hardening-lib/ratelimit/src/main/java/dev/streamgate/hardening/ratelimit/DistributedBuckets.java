/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.digest.Sha256;

/**
 * Buckets in the Valkey server, kept by bucket4j. Concurrent requests of one key are sent
 * in one batch. Thread-safe.
 */
final class DistributedBuckets {

    /**
     * Proxies hold no state of their buckets, so an evicted one is simply created again.
     */
    private static final int MAX_PROXIES = 10_000;

    /** Time that a bucket outlives the moment at which it is full. */
    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(10);

    private static final int MAX_KEY_LENGTH = 128;

    private final String keyPrefix;

    private volatile @Nullable Proxies proxies;

    /**
     * Creates the buckets.
     * @param keyPrefix the prefix of their keys in the server
     */
    DistributedBuckets(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    /** Tries to consume a token. */
    @SuppressWarnings("ReferenceEquality")
    CompletableFuture<ConsumptionProbe> tryConsume(RedisAsyncCommands<byte[], byte[]> server, VersionedPlan plan,
            RateLimitKey key) {
        Proxies current = this.proxies;
        if (current == null || current.server != server) {
            current = new Proxies(server);
            this.proxies = current;
        }
        return current.get(new BucketId(plan, key)).tryConsumeAndReturnRemaining(1);
    }

    /** Discards the proxies, which have the configuration of replaced plans. */
    void reset() {
        Proxies current = this.proxies;
        if (current != null) {
            current.cache.invalidateAll();
        }
    }

    private byte[] serverKey(BucketId id) {
        String value = id.key().value();
        String key = this.keyPrefix + id.plan().name() + ':' + id.plan().generation() + ':' + prefix(id.key().kind())
                + ((value.length() <= MAX_KEY_LENGTH) ? value : Sha256.hex(value));
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static String prefix(RateLimitKey.Kind kind) {
        return switch (kind) {
            case USER -> "u:";
            case ADDRESS -> "a:";
            case VALUE -> "v:";
        };
    }

    private record BucketId(VersionedPlan plan, RateLimitKey key) {
    }

    /** The proxies of buckets over one connection. */
    private final class Proxies {

        private final RedisAsyncCommands<byte[], byte[]> server;

        private final AsyncProxyManager<byte[]> manager;

        private final Cache<BucketId, AsyncBucketProxy> cache = Caffeine.newBuilder()
            .maximumSize(MAX_PROXIES)
            .executor(Runnable::run)
            .build();

        Proxies(RedisAsyncCommands<byte[], byte[]> server) {
            this.server = server;
            this.manager = Bucket4jLettuce.casBasedBuilder(server)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(EXPIRY_MARGIN))
                .build()
                .asAsync();
        }

        AsyncBucketProxy get(BucketId id) {
            return this.cache.get(id, this::create);
        }

        private AsyncBucketProxy create(BucketId id) {
            return this.manager.builder()
                .withOptimization(Optimizations.batching())
                .withImplicitConfigurationReplacement(id.plan().version(), TokensInheritanceStrategy.ADDITIVE)
                .build(serverKey(id), () -> CompletableFuture.completedFuture(id.plan().bucketConfiguration()));
        }

    }

}

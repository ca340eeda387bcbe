/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * Buckets in a Valkey server, of bucket4j, drawn from by all replicas, between two tables
 * of this process. The guard has the whole plan and is asked first: whoever has used it
 * up here is refused without a call, and a server that forgets buckets (under a flood,
 * for want of memory) forgives nobody. It is never stricter than the server by more than
 * one token: what it charges the server charges too, or the server's bucket is empty, and
 * both refill alike. The share has this replica's part of the plan and decides while the
 * server is out of reach; it is charged with whatever is granted, so nobody finds it
 * full. Requests of one client that come together go to the server together.
 */
final class SharedRateLimiter implements RateLimiter, BucketStatistics {

    private static final Logger log = LoggerFactory.getLogger(SharedRateLimiter.class);

    /** Handles of buckets that are kept; one that is made anew has lost nothing. */
    private static final int HANDLES = 10_000;

    private static final Duration KEPT_BEYOND_FULL = Duration.ofSeconds(10);

    private static final Duration CHANGE_KEPT = Duration.ofDays(365);

    private static final long REFUSED_FOR = -1_000_000_000;

    private final ValkeyClient valkey;

    private final Map<String, RateLimitPlan> configured;

    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    private final LocalRateLimiter guard;

    private final LocalRateLimiter share;

    private final Watcher watcher;

    private final DistributedCacheStore changes;

    private final AtomicBoolean alone = new AtomicBoolean();

    private final AtomicBoolean outdated = new AtomicBoolean(true);

    private volatile int shareOf;

    private volatile @Nullable Buckets buckets;

    /**
     * Keeps the buckets of the plans in the server.
     * @param clients how many clients in debt the table of shares keeps apart
     * @param nanoTime the clock of that table, in nanoseconds
     * @param watcher told of what happens
     */
    SharedRateLimiter(ValkeyClient valkey, Map<String, RateLimitPlan> plans, int clients, LongSupplier nanoTime,
            Watcher watcher) {
        this.valkey = valkey;
        this.configured = Map.copyOf(plans);
        this.watcher = watcher;
        this.shareOf = valkey.replicas();
        Map<String, RateLimitPlan> shares = new LinkedHashMap<>();
        plans.forEach((name, plan) -> {
            this.plans.put(name, new Plan(name, plan, plan, 0));
            shares.put(name, share(plan, this.shareOf));
        });
        this.guard = new LocalRateLimiter(plans, clients, nanoTime);
        this.share = new LocalRateLimiter(shares, clients, nanoTime);
        this.changes = valkey.entries("ratelimit-plans", new Changes());
    }

    @Override
    public long tryConsume(String name, RateLimitKey client) {
        Plan plan = required(name);
        if (this.outdated.get()) {
            update();
        }
        if (!this.valkey.isUp()) {
            return takeAlone(plan, client);
        }
        long own = this.guard.tryConsume(name, client);
        if (own < 0) {
            return own;
        }
        try {
            ConsumptionProbe probe = this.valkey.call((server) -> bucket(server, plan, client));
            if (this.alone.get() && this.alone.compareAndSet(true, false)) {
                log.info("Rate limits are shared by the replicas again");
                this.watcher.shared();
            }
            if (probe.isConsumed()) {
                this.share.tryConsume(name, client);
                return Math.max(0, probe.getNanosToWaitForReset());
            }
            return -Math.max(1, probe.getNanosToWaitForRefill());
        }
        catch (ValkeyUnavailableException ex) {
            return takeAlone(plan, client);
        }
    }

    @Override
    public RateLimitPlan plan(String name) {
        return required(name).terms();
    }

    @Override
    public Map<String, RateLimitPlan> plans() {
        Map<String, RateLimitPlan> terms = new TreeMap<>();
        this.plans.forEach((name, plan) -> terms.put(name, plan.terms()));
        return terms;
    }

    /**
     * Changes the plan here and in all replicas that use the server, those that start
     * later included, until its properties are changed.
     */
    @Override
    public void change(String name, RateLimitPlan terms) {
        Plan present = required(name);
        this.guard.change(name, terms);
        Plan changed = new Plan(name, present.configured(), terms,
                Math.max(present.version() + 1, System.currentTimeMillis()));
        apply(changed);
        try {
            this.changes.put(name, changed.text().getBytes(StandardCharsets.UTF_8), CHANGE_KEPT);
        }
        catch (ValkeyUnavailableException ex) {
            log.warn("The plan '{}' has been changed in this replica only: {}", name, ex.getMessage());
        }
    }

    @Override
    public long debtors(String plan) {
        return this.guard.debtors(plan);
    }

    @Override
    public long evictions(String plan) {
        return this.guard.evictions(plan);
    }

    private long takeAlone(Plan plan, RateLimitKey client) {
        this.watcher.unavailable(plan.name());
        if (!this.valkey.isUp() && !this.alone.get() && this.alone.compareAndSet(false, true)) {
            log.warn("Rate limits are not shared until the Valkey server is back; this replica's share is 1/{}",
                    this.valkey.replicas());
            this.watcher.alone();
        }
        return switch (plan.terms().fallbackPolicy()) {
            case REFUSE -> REFUSED_FOR;
            case ALLOW -> 0;
            case LOCAL_SHARE -> {
                if (this.shareOf != this.valkey.replicas()) {
                    resize();
                }
                yield this.share.tryConsume(plan.name(), client);
            }
        };
    }

    private synchronized void resize() {
        int replicas = this.valkey.replicas();
        if (this.shareOf != replicas) {
            this.shareOf = replicas;
            this.plans.forEach((name, plan) -> this.share.change(name, share(plan.terms(), replicas)));
        }
    }

    private synchronized void apply(Plan plan) {
        this.plans.put(plan.name(), plan);
        this.guard.change(plan.name(), plan.terms());
        this.share.change(plan.name(), share(plan.terms(), this.shareOf));
        Buckets present = this.buckets;
        if (present != null) {
            present.handles().invalidateAll();
        }
    }

    /** Reads what has been changed at run time, by one request. */
    private void update() {
        if (!this.outdated.compareAndSet(true, false)) {
            return;
        }
        try {
            this.changes.getAll(List.copyOf(this.plans.keySet())).forEach((name, found) -> {
                Plan present = required(name);
                byte[] value = found.value();
                Plan changed = (value != null) ? present.changed(new String(value, StandardCharsets.UTF_8)) : null;
                if (changed != null) {
                    apply(changed);
                }
            });
        }
        catch (ValkeyUnavailableException ex) {
            this.outdated.set(true);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private CompletableFuture<ConsumptionProbe> bucket(RedisAsyncCommands<byte[], byte[]> server, Plan plan,
            RateLimitKey client) {
        Buckets present = this.buckets;
        if (present == null || present.server() != server) {
            present = new Buckets(server);
            this.buckets = present;
        }
        AsyncProxyManager<byte[]> manager = present.manager();
        return present.handles()
            .get(new Handle(plan, client),
                    (handle) -> manager.builder()
                        .withOptimization(Optimizations.batching())
                        .withImplicitConfigurationReplacement(plan.version(), TokensInheritanceStrategy.ADDITIVE)
                        .build(key(plan, client), () -> CompletableFuture.completedFuture(plan.bucket())))
            .tryConsumeAndReturnRemaining(1);
    }

    private byte[] key(Plan plan, RateLimitKey client) {
        String name = (client.name().length() <= 128) ? client.name() : Sha256.hex(client.name());
        String key = this.valkey.prefix() + "ratelimit:" + plan.name() + ':' + plan.generation() + ':'
                + ((client.kind() == RateLimitKey.Kind.USER) ? "u:" : "a:") + name;
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private Plan required(String name) {
        Plan found = this.plans.get(name);
        if (found == null) {
            throw new IllegalArgumentException("There is no rate-limit plan '" + name + "'; there are "
                    + new java.util.TreeSet<>(this.configured.keySet()));
        }
        return found;
    }

    private static RateLimitPlan share(RateLimitPlan plan, int replicas) {
        return new RateLimitPlan(Math.max(1, plan.capacity() / replicas), plan.refill(),
                plan.every().multipliedBy(replicas), plan.shadow(), plan.fallbackPolicy());
    }

    /** Told of what happens to a limiter. */
    interface Watcher {

        /** A check was answered without the server. */
        void unavailable(String plan);

        /** From now on this replica is on its own. */
        void alone();

        /** From now on buckets are shared again. */
        void shared();

    }

    /**
     * A plan as it is at present.
     *
     * @param name its name
     * @param configured as the properties have it
     * @param terms as it is in force
     * @param version grows with each change at run time; 0 is the configured one
     */
    private record Plan(String name, RateLimitPlan configured, RateLimitPlan terms, long version) {

        /**
         * Other properties are other buckets, so that replicas old and new do not mix.
         */
        String generation() {
            return Sha256.hex(this.configured.toString()).substring(0, 8);
        }

        BucketConfiguration bucket() {
            return BucketConfiguration.builder()
                .addLimit((limit) -> limit.capacity(this.terms.capacity())
                    .refillGreedy(this.terms.refill(), this.terms.every()))
                .build();
        }

        String text() {
            return String.join(" ", generation(), Long.toString(this.version), Long.toString(this.terms.capacity()),
                    Long.toString(this.terms.refill()), this.terms.every().toString(),
                    Boolean.toString(this.terms.shadow()), this.terms.fallbackPolicy().name());
        }

        /** This plan as it was changed; null when the text does not apply to it. */
        @Nullable Plan changed(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 7 || !parts[0].equals(generation()) || Long.parseLong(parts[1]) <= this.version) {
                return null;
            }
            return new Plan(this.name, this.configured,
                    new RateLimitPlan(Long.parseLong(parts[2]), Long.parseLong(parts[3]), Duration.parse(parts[4]),
                            Boolean.parseBoolean(parts[5]), FallbackPolicy.valueOf(parts[6])),
                    Long.parseLong(parts[1]));
        }

    }

    private record Handle(Plan plan, RateLimitKey client) {
    }

    /** Buckets as they are reached over one connection. */
    private static final class Buckets {

        private final RedisAsyncCommands<byte[], byte[]> server;

        private final AsyncProxyManager<byte[]> manager;

        private final Cache<Handle, AsyncBucketProxy> handles = Caffeine.newBuilder()
            .maximumSize(HANDLES)
            .executor(Runnable::run)
            .build();

        Buckets(RedisAsyncCommands<byte[], byte[]> server) {
            this.server = server;
            this.manager = Bucket4jLettuce.casBasedBuilder(server)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_BEYOND_FULL))
                .build()
                .asAsync();
        }

        RedisAsyncCommands<byte[], byte[]> server() {
            return this.server;
        }

        AsyncProxyManager<byte[]> manager() {
            return this.manager;
        }

        Cache<Handle, AsyncBucketProxy> handles() {
            return this.handles;
        }

    }

    /** Another replica has changed a plan. */
    private final class Changes implements DistributedCacheStore.Listener {

        @Override
        public void evicted(String key) {
            SharedRateLimiter.this.outdated.set(true);
        }

        @Override
        public void cleared() {
            // Changes that are in force stay so.
        }

        @Override
        public void missed() {
            SharedRateLimiter.this.outdated.set(true);
        }

    }

}

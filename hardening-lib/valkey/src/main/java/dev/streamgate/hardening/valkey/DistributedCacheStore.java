/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * A cache in the Valkey server, distributed over all replicas, whose entries have a time
 * to live. A value that was read from the source before a change is never stored after
 * that change, however slow the reader:
 * <ul>
 * <li>Eviction leaves a tombstone, and a loaded value is stored only when the entry is
 * unchanged since the miss ({@link #putIfUnchanged}).</li>
 * <li>A tombstone lasts 60 s of server time; a snapshot older than that is rejected.</li>
 * <li>All keys contain an epoch, and {@link #clear} starts a new one. After a change that
 * may not have reached the server, a new epoch is started at the next successful
 * heartbeat; until then this replica does not use the store.</li>
 * </ul>
 * Changes are published to the other replicas, which invalidate their local copies; where
 * messages may have been lost they invalidate everything. Thread-safe.
 */
public final class DistributedCacheStore implements AutoCloseable {

    private static final byte[] UNKNOWN_EPOCH = {};

    private static final int MAX_EPOCH_CHANGES = 2;

    private final ValkeyClient valkey;

    private final CacheScripts scripts;

    private final CacheMessages messages;

    private final String channel;

    private final Listener listener;

    private volatile byte[] epoch = UNKNOWN_EPOCH;

    /** Changes that may not have reached the server. */
    private final AtomicLong failedChanges = new AtomicLong();

    /** The count of failed changes that the last recovery covered. */
    private final AtomicLong recoveredChanges = new AtomicLong();

    DistributedCacheStore(ValkeyClient valkey, String name, Listener listener) {
        this.valkey = valkey;
        this.scripts = new CacheScripts(name);
        this.messages = new CacheMessages(valkey.replicaId());
        this.channel = name;
        this.listener = listener;
        valkey.subscribe(this.channel, new OwnMessageFilter());
    }

    /**
     * Reads an entry.
     * @throws ValkeyUnavailableException when the server is unavailable, or lacks a
     * change that this replica made
     */
    public Snapshot get(String key) {
        requireConsistent();
        return this.valkey.call((server) -> read(server, key));
    }

    /**
     * Reads several entries in one round trip.
     * @return the entries that have a value, by key
     * @throws ValkeyUnavailableException as {@link #get}
     */
    public Map<String, Snapshot> getAll(List<String> keys) {
        requireConsistent();
        return this.valkey.call((server) -> {
            List<CompletableFuture<Snapshot>> reads = new ArrayList<>();
            keys.forEach((key) -> reads.add(read(server, key).toCompletableFuture()));
            return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply((all) -> {
                Map<String, Snapshot> found = new LinkedHashMap<>();
                for (int i = 0; i < reads.size(); i++) {
                    Snapshot snapshot = reads.get(i).join();
                    if (snapshot.value() != null) {
                        found.put(keys.get(i), snapshot);
                    }
                }
                return found;
            });
        });
    }

    /**
     * Stores a value that was loaded after a miss, unless the entry has changed since.
     * @param missed the snapshot of the miss
     * @return whether the value was stored
     * @throws ValkeyUnavailableException as {@link #get}
     */
    public boolean putIfUnchanged(String key, byte[] value, Duration ttl, Snapshot missed) {
        requireConsistent();
        return this.valkey.call((server) -> this.scripts.putIfUnchanged(server, key, value, ttl, missed));
    }

    /**
     * Stores a value unconditionally and notifies the other replicas.
     * @throws ValkeyUnavailableException when the server is unavailable; all entries are
     * then removed once it is back
     */
    public void put(String key, byte[] value, Duration ttl) {
        putAll(Map.of(key, value), ttl);
    }

    /**
     * Stores several values in one round trip and notifies the other replicas.
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public void putAll(Map<String, byte[]> values, Duration ttl) {
        change((server) -> {
            CompletableFuture<?>[] puts = values.entrySet()
                .stream()
                .map((entry) -> put(server, entry.getKey(), entry.getValue(), ttl, this.epoch, MAX_EPOCH_CHANGES))
                .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(puts).thenApply((all) -> true);
        });
    }

    /**
     * Removes an entry and notifies the other replicas.
     * @return whether there was a value
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public boolean evict(String key) {
        return change((server) -> this.scripts.evict(server, key, this.messages.evicted(key)));
    }

    /**
     * Removes all entries and notifies the other replicas.
     * @throws ValkeyUnavailableException as {@link #put}
     */
    public void clear() {
        change(this::startEpoch);
    }

    /** Ends the subscription of this object. The entries stay. */
    @Override
    public void close() {
        this.valkey.unsubscribe(this.channel);
    }

    private CompletionStage<Snapshot> read(RedisAsyncCommands<byte[], byte[]> server, String key) {
        return this.scripts.get(server, key).thenApply((snapshot) -> {
            this.epoch = snapshot.epoch();
            return snapshot;
        });
    }

    /**
     * Names the expected epoch, so that a command that a hanging server executes late
     * cannot store into a later epoch. With an outdated epoch the put is retried in the
     * present one.
     */
    private CompletableFuture<byte[]> put(RedisAsyncCommands<byte[], byte[]> server, String key, byte[] value,
            Duration ttl, byte[] expected, int retries) {
        return this.scripts.put(server, key, value, ttl, expected, this.messages.evicted(key))
            .thenCompose((present) -> {
                this.epoch = present;
                if (Arrays.equals(present, expected)) {
                    return CompletableFuture.completedFuture(present);
                }
                return (retries > 0) ? put(server, key, value, ttl, present, retries - 1)
                        : CompletableFuture.failedFuture(
                                new IllegalStateException("The epoch of the cache store changed during each attempt"));
            })
            .toCompletableFuture();
    }

    private CompletionStage<Boolean> startEpoch(RedisAsyncCommands<byte[], byte[]> server) {
        return this.scripts.clear(server, this.messages.cleared()).thenApply((next) -> {
            this.epoch = next;
            return true;
        });
    }

    private <T> T change(Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
        boolean succeeded = false;
        try {
            requireConsistent();
            T result = this.valkey.call(command);
            succeeded = true;
            return result;
        }
        finally {
            if (!succeeded) {
                this.failedChanges.incrementAndGet();
            }
        }
    }

    private void requireConsistent() {
        if (this.failedChanges.get() != this.recoveredChanges.get()) {
            throw new ValkeyUnavailableException("Valkey lacks a change of this replica until the next heartbeat");
        }
        if (!this.valkey.isSubscribed(this.channel)) {
            throw new ValkeyUnavailableException("Not subscribed to the changes of other replicas");
        }
    }

    /** Starts a new epoch when changes have failed since the last recovery. */
    private void recover() {
        long failed = this.failedChanges.get();
        if (failed != this.recoveredChanges.get()) {
            try {
                this.valkey.call(this::startEpoch);
                this.recoveredChanges.set(failed);
            }
            catch (ValkeyUnavailableException ex) {
                // Retried at the next heartbeat.
            }
        }
    }

    /** The state of an entry at a read: its value, or its absence. Immutable. */
    public static final class Snapshot {

        private final byte[] epoch;

        private final byte[] readAt;

        private final byte[] content;

        private final Duration remaining;

        Snapshot(byte[] epoch, byte[] readAt, byte[] content, byte[] remainingMillis) {
            this.epoch = epoch;
            this.readAt = readAt;
            this.content = content;
            long millis = Long.parseLong(new String(remainingMillis, StandardCharsets.US_ASCII));
            this.remaining = Duration.ofMillis(Math.max(0, millis));
        }

        /** A copy of the value; null when it was absent. */
        public byte @Nullable [] value() {
            return (this.content.length > 0 && this.content[0] == CacheScripts.VALUE)
                    ? Arrays.copyOfRange(this.content, 1, this.content.length) : null;
        }

        /** The value's remaining time to live; zero when there is no value. */
        public Duration remaining() {
            return this.remaining;
        }

        byte[] epoch() {
            return this.epoch;
        }

        /** Server time of the read in milliseconds, as decimal digits. */
        byte[] readAt() {
            return this.readAt;
        }

        /** The tagged value, a tombstone, or nothing. */
        byte[] content() {
            return this.content;
        }

    }

    /**
     * Receives the changes of other replicas. Implementations are thread-safe and must
     * not throw.
     */
    public interface Listener {

        /** Another replica has changed or removed an entry. */
        void onEvicted(String key);

        /** Another replica has removed all entries. */
        void onCleared();

        /** Messages may have been lost: any entry may have changed. */
        void onMessagesLost();

    }

    /** Passes on the messages of other replicas. */
    private final class OwnMessageFilter implements ChannelListener {

        @Override
        public void onMessage(byte[] message) {
            CacheMessages messages = DistributedCacheStore.this.messages;
            if (!messages.isOwn(message)) {
                messages.dispatch(message, DistributedCacheStore.this.listener);
            }
        }

        @Override
        public void onMessagesLost() {
            DistributedCacheStore.this.listener.onMessagesLost();
        }

        @Override
        public void onHeartbeat() {
            recover();
        }

    }

}

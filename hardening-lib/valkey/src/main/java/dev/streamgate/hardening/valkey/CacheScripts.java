/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * The Lua scripts of a {@link DistributedCacheStore}. Each runs atomically in the server.
 * A value is stored with a tag in front of it: {@link #VALUE} or {@link #TOMBSTONE}. The
 * key of an entry is the store's name, its epoch and the key. Immutable.
 */
final class CacheScripts {

    static final byte VALUE = 'v';

    private static final byte TOMBSTONE = 't';

    private static final byte[] TOMBSTONE_MILLIS = ValkeyClient.bytes("60000");

    private static final String EPOCH = """
            local epoch = redis.call('GET', KEYS[1])
            if not epoch then
              epoch = ARGV[2]
              redis.call('SET', KEYS[1], epoch)
            end
            local entry = KEYS[1] .. ':' .. epoch .. ':' .. ARGV[1]
            """;

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /** 1 key, 2 new epoch → epoch, now, value or tombstone, remaining ms. */
    private static final Script GET = new Script(ScriptOutputType.MULTI, EPOCH + NOW + """
            local value = redis.call('GET', entry)
            if not value then return { epoch, tostring(now), '', '0' } end
            return { epoch, tostring(now), value, tostring(redis.call('PTTL', entry)) }
            """);

    /**
     * 1 key, 2 new epoch, 3 epoch of the read, 4 content at the read, 5 time of the read,
     * 6 value, 7 ms, 8 tombstone ms.
     */
    private static final Script PUT_IF_UNCHANGED = new Script(ScriptOutputType.INTEGER, EPOCH + NOW + """
            if epoch ~= ARGV[3] or now - ARGV[5] >= tonumber(ARGV[8]) then return 0 end
            if (redis.call('GET', entry) or '') ~= ARGV[4] then return 0 end
            redis.call('SET', entry, ARGV[6], 'PX', ARGV[7])
            return 1
            """);

    /** 1 key, 2 new epoch, 3 expected epoch, 4 value, 5 ms, 6 channel, 7 message. */
    private static final Script PUT = new Script(ScriptOutputType.VALUE, EPOCH + """
            if epoch == ARGV[3] then
              redis.call('SET', entry, ARGV[4], 'PX', ARGV[5])
              redis.call('PUBLISH', ARGV[6], ARGV[7])
            end
            return epoch
            """);

    /** 1 key, 2 new epoch, 3 tombstone, 4 tombstone ms, 5 channel, 6 message. */
    private static final Script EVICT = new Script(ScriptOutputType.INTEGER, EPOCH + """
            local tag = redis.call('GETRANGE', entry, 0, 0)
            redis.call('SET', entry, ARGV[3], 'PX', ARGV[4])
            redis.call('PUBLISH', ARGV[5], ARGV[6])
            if tag == 'v' then return 1 end
            return 0
            """);

    private static final Script CLEAR = new Script(ScriptOutputType.INTEGER, """
            redis.call('SET', KEYS[1], ARGV[1])
            return redis.call('PUBLISH', ARGV[2], ARGV[3])
            """);

    private final byte[] name;

    /**
     * Creates the scripts of a store.
     * @param name the store's name: its channel, and the key that holds its epoch
     */
    CacheScripts(String name) {
        this.name = ValkeyClient.bytes(name);
    }

    CompletionStage<DistributedCacheStore.Snapshot> get(RedisAsyncCommands<byte[], byte[]> server, String key) {
        return GET.<List<byte[]>>run(server, this.name, ValkeyClient.bytes(key), newEpoch())
            .thenApply((result) -> new DistributedCacheStore.Snapshot(result.get(0), result.get(1), result.get(2),
                    result.get(3)));
    }

    /** Stores a value when the entry and the epoch are those of the snapshot. */
    CompletionStage<Boolean> putIfUnchanged(RedisAsyncCommands<byte[], byte[]> server, String key, byte[] value,
            Duration ttl, DistributedCacheStore.Snapshot snapshot) {
        return PUT_IF_UNCHANGED
            .<Long>run(server, this.name, ValkeyClient.bytes(key), newEpoch(), snapshot.epoch(), snapshot.content(),
                    snapshot.readAt(), tagged(VALUE, value), millis(ttl), TOMBSTONE_MILLIS)
            .thenApply((stored) -> stored == 1);
    }

    /**
     * Stores a value and publishes the message when the epoch is the expected one.
     * @return the present epoch
     */
    CompletionStage<byte[]> put(RedisAsyncCommands<byte[], byte[]> server, String key, byte[] value, Duration ttl,
            byte[] expectedEpoch, byte[] message) {
        return PUT.run(server, this.name, ValkeyClient.bytes(key), newEpoch(), expectedEpoch, tagged(VALUE, value),
                millis(ttl), this.name, message);
    }

    /**
     * Replaces an entry by a tombstone and publishes the message.
     * @return whether there was a value
     */
    CompletionStage<Boolean> evict(RedisAsyncCommands<byte[], byte[]> server, String key, byte[] message) {
        byte[] tombstone = tagged(TOMBSTONE, ValkeyClient.bytes(UUID.randomUUID().toString()));
        return EVICT
            .<Long>run(server, this.name, ValkeyClient.bytes(key), newEpoch(), tombstone, TOMBSTONE_MILLIS, this.name,
                    message)
            .thenApply((removed) -> removed == 1);
    }

    /**
     * Starts a new epoch and publishes the message.
     * @return the new epoch
     */
    CompletionStage<byte[]> clear(RedisAsyncCommands<byte[], byte[]> server, byte[] message) {
        byte[] next = newEpoch();
        return CLEAR.<Long>run(server, this.name, next, this.name, message).thenApply((receivers) -> next);
    }

    private static byte[] newEpoch() {
        return ValkeyClient.bytes(UUID.randomUUID().toString());
    }

    private static byte[] millis(Duration ttl) {
        return ValkeyClient.bytes(Long.toString(Math.max(1, ttl.toMillis())));
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] tagged = new byte[content.length + 1];
        tagged[0] = tag;
        System.arraycopy(content, 0, tagged, 1, content.length);
        return tagged;
    }

}

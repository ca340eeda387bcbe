/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * A pair of connections to the server: one for commands, one for subscriptions. A broken
 * pair is closed and replaced by a new one, never repaired. Thread-safe.
 */
final class ValkeyConnection implements AutoCloseable {

    private final StatefulRedisConnection<byte[], byte[]> commands;

    private final StatefulRedisPubSubConnection<byte[], byte[]> pubSub;

    private final Set<String> channels = ConcurrentHashMap.newKeySet();

    private ValkeyConnection(StatefulRedisConnection<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> pubSub) {
        this.commands = commands;
        this.pubSub = pubSub;
    }

    /**
     * Opens both connections.
     * @param subscriptions receives the messages of subscribed channels
     * @param timeout the limit for each of the two
     */
    static ValkeyConnection open(RedisClient client, RedisURI uri, Subscriptions subscriptions, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        StatefulRedisConnection<byte[], byte[]> commands = await(client.connectAsync(ByteArrayCodec.INSTANCE, uri),
                timeout);
        try {
            StatefulRedisPubSubConnection<byte[], byte[]> pubSub = await(
                    client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri), timeout);
            pubSub.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(byte[] channel, byte[] message) {
                    subscriptions.enqueue(channel, message);
                }
            });
            return new ValkeyConnection(commands, pubSub);
        }
        catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException ex) {
            Future<?> unused = commands.closeAsync();
            throw ex;
        }
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        return this.commands.async();
    }

    boolean isOpen() {
        return this.commands.isOpen() && this.pubSub.isOpen();
    }

    boolean isSubscribed(String channel) {
        return this.channels.contains(channel);
    }

    /**
     * Subscribes to a channel and notifies its listener that earlier messages may have
     * been lost.
     */
    void subscribe(String channel, ChannelListener listener, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        await(this.pubSub.async().subscribe(ValkeyClient.bytes(channel)), timeout);
        listener.onMessagesLost();
        this.channels.add(channel);
    }

    void unsubscribe(String channel) {
        if (this.channels.remove(channel)) {
            Future<?> unused = this.pubSub.async().unsubscribe(ValkeyClient.bytes(channel));
        }
    }

    /** Checks the subscription connection; commands check the other one. */
    void pingPubSub(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        await(this.pubSub.async().ping(), timeout);
    }

    /** Closes both connections without waiting. */
    @Override
    public void close() {
        Future<?> unused = this.commands.closeAsync();
        Future<?> unusedToo = this.pubSub.closeAsync();
    }

    static <T> T await(CompletionStage<T> result, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

}

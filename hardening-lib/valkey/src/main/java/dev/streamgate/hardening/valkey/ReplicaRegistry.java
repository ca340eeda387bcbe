/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ScriptOutputType;

/**
 * Registers this replica in the server and counts the replicas that are alive. The count
 * is safe to read by any thread.
 */
final class ReplicaRegistry {

    /** Registers a replica and counts those seen within 15 s and two heartbeats. */
    private static final Script REGISTER = new Script(ScriptOutputType.INTEGER, """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 15 - 2 * ARGV[2])
            redis.call('EXPIRE', KEYS[1], 600)
            return redis.call('ZCARD', KEYS[1])
            """);

    private final byte[] id = ValkeyClient.bytes(UUID.randomUUID().toString());

    private final byte[] key;

    private final byte[] heartbeatSeconds;

    private final int minReplicas;

    private volatile int count;

    ReplicaRegistry(String keyPrefix, Duration heartbeat, int minReplicas) {
        this.key = ValkeyClient.bytes(keyPrefix + "replicas");
        this.heartbeatSeconds = ValkeyClient.bytes(Long.toString(heartbeat.toSeconds()));
        this.minReplicas = minReplicas;
        this.count = minReplicas;
    }

    /** The random id of this replica. */
    byte[] id() {
        return this.id.clone();
    }

    /** The number of replicas at the last registration. */
    int count() {
        return this.count;
    }

    void register(ValkeyConnection connection, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Long counted = ValkeyConnection
            .await(REGISTER.<Long>run(connection.commands(), this.key, this.id, this.heartbeatSeconds), timeout);
        this.count = Math.max(this.minReplicas, counted.intValue());
    }

    void deregister(ValkeyConnection connection, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        ValkeyConnection.await(connection.commands().zrem(this.key, this.id), timeout);
    }

}

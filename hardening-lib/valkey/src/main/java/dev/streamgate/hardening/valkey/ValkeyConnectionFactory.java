/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Opens connections to one server, without reconnection and replay of commands.
 * Thread-safe.
 */
final class ValkeyConnectionFactory implements AutoCloseable {

    private static final int MAX_PENDING_CALLS = 10_000;

    private final RedisURI uri;

    private final Duration timeout;

    private final ClientResources resources;

    private final RedisClient client;

    ValkeyConnectionFactory(ValkeyProperties properties) {
        this.timeout = properties.connectTimeout();
        this.uri = address(Objects.requireNonNull(properties.uri(), "streamgate.valkey.uri"));
        this.uri.setTimeout(this.timeout);
        this.resources = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
        this.client = RedisClient.create(this.resources, this.uri);
        this.client.setOptions(ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_PENDING_CALLS)
            .replayFilter((command) -> true)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(this.timeout).tcpNoDelay(true).build())
            .build());
    }

    /** The message does not repeat the value, which may contain a password. */
    private static RedisURI address(String uri) {
        try {
            return RedisURI.create(uri);
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidConfigurationException("streamgate.valkey.uri is not the address of a server.",
                    "Use redis://[user:password@]host:port[/database], or rediss:// for TLS.");
        }
    }

    /** Host and port of the server. */
    String address() {
        return this.uri.getHost() + ":" + this.uri.getPort();
    }

    /**
     * Opens a pair of connections.
     * @param subscriptions receives the messages of subscribed channels
     */
    ValkeyConnection open(Subscriptions subscriptions)
            throws InterruptedException, ExecutionException, TimeoutException {
        return ValkeyConnection.open(this.client, this.uri, subscriptions, this.timeout);
    }

    @Override
    public void close() {
        this.client.shutdown(Duration.ZERO, this.timeout);
        Future<?> unused = this.resources.shutdown(0, this.timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

}

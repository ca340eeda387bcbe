/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of one Valkey or Redis server with bounded latency: each call ends within the
 * time-out, and consecutive failures open a circuit that rejects calls at once until a
 * heartbeat succeeds. Broken connections are replaced, not repaired: a new pair, one for
 * commands and one for subscriptions, is used only after every channel has been
 * subscribed and its listener notified that messages may have been lost. Commands are
 * never retried. Thread-safe.
 */
public final class ValkeyClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ValkeyClient.class);

    private static final int MAX_PENDING_CALLS = 10_000;

    /** Failed heartbeats after which the connections are replaced. */
    private static final int MAX_MISSED_HEARTBEATS = 3;

    /** Registers this replica and counts those seen within 15 s and two heartbeats. */
    private static final Script COUNT_REPLICAS = new Script(ScriptOutputType.INTEGER, """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 15 - 2 * ARGV[2])
            redis.call('EXPIRE', KEYS[1], 600)
            return redis.call('ZCARD', KEYS[1])
            """);

    private final ValkeyProperties properties;

    private final String keyPrefix;

    private final byte[] replicaId = bytes(UUID.randomUUID().toString());

    private final RedisURI uri;

    private final ClientResources resources;

    private final RedisClient client;

    private final ScheduledExecutorService heartbeats = Executors
        .newSingleThreadScheduledExecutor(daemonThreads("valkey-heartbeat"));

    private final Subscriptions subscriptions = new Subscriptions(daemonThreads("valkey-messages"));

    private final AtomicInteger consecutiveFailures = new AtomicInteger();

    private final Counter succeeded;

    private final Counter failed;

    private final Counter rejected;

    private volatile @Nullable ValkeyConnection connection;

    private volatile boolean circuitOpen;

    private volatile boolean closed;

    private volatile int replicas;

    private boolean outageLogged;

    private int missedHeartbeats;

    /**
     * Creates a client and tries to connect once. A failed attempt is repeated in the
     * background with each heartbeat.
     * @param application the part of all keys after the prefix; replicas of one
     * application have the same
     */
    public ValkeyClient(ValkeyProperties properties, String application, MeterRegistry meters) {
        this.properties = properties;
        this.keyPrefix = properties.keyPrefix() + application + ":";
        this.replicas = properties.minReplicas();
        this.uri = RedisURI.create(Objects.requireNonNull(properties.uri(), "streamgate.valkey.uri"));
        this.uri.setTimeout(properties.connectTimeout());
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
            .socketOptions(SocketOptions.builder().connectTimeout(properties.connectTimeout()).tcpNoDelay(true).build())
            .build());
        this.succeeded = ValkeyMeter.CALLS.counter(meters, "success");
        this.failed = ValkeyMeter.CALLS.counter(meters, "failure");
        this.rejected = ValkeyMeter.CALLS.counter(meters, "rejected");
        ValkeyMeter.UP.gauge(meters, () -> isUp() ? 1 : 0);
        ValkeyMeter.REPLICAS.gauge(meters, this::replicas);
        heartbeat();
        long period = properties.heartbeat().toNanos();
        Future<?> unused = this.heartbeats.scheduleWithFixedDelay(this::heartbeat, period, period,
                TimeUnit.NANOSECONDS);
    }

    /** Whether the client is connected and its circuit closed. */
    public boolean isUp() {
        return this.connection != null && !this.circuitOpen;
    }

    /** The number of replicas at the last heartbeat, this one included. */
    public int replicas() {
        return this.replicas;
    }

    /**
     * Calls the server and waits for the result.
     * @param command sends a command; must not block
     * @throws ValkeyUnavailableException when the call fails or times out, or the circuit
     * is open
     */
    public <T> T call(Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
        ValkeyConnection current = this.connection;
        if (current == null || this.circuitOpen) {
            this.rejected.increment();
            throw new ValkeyUnavailableException("Valkey is not connected, or its circuit is open");
        }
        try {
            T result = ValkeyConnection.await(command.apply(current.commands()), this.properties.timeout());
            if (this.consecutiveFailures.get() != 0) {
                this.consecutiveFailures.set(0);
            }
            this.succeeded.increment();
            return result;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ValkeyUnavailableException("Interrupted while waiting for Valkey", ex);
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            this.failed.increment();
            if (this.consecutiveFailures.incrementAndGet() >= this.properties.failureThreshold()) {
                openCircuit(ex);
            }
            throw new ValkeyUnavailableException("The call to Valkey failed or timed out", ex);
        }
    }

    /**
     * Opens the distributed cache store of a name.
     * @param name identifies the store; the same in all replicas and versions of the
     * application
     * @param listener receives the changes made by other replicas
     */
    public DistributedCacheStore cacheStore(String name, DistributedCacheStore.Listener listener) {
        return new DistributedCacheStore(this, this.keyPrefix + name, listener);
    }

    /** The prefix of all keys of this application, which ends with a colon. */
    public String keyPrefix() {
        return this.keyPrefix;
    }

    /** The random id of this replica. */
    byte[] replicaId() {
        return this.replicaId.clone();
    }

    /** Whether messages of the channel are received. */
    boolean isSubscribed(String channel) {
        ValkeyConnection current = this.connection;
        return current != null && current.isSubscribed(channel);
    }

    /**
     * Subscribes to a channel, now and after each reconnect. Waits for the subscription
     * when the server is up.
     */
    void subscribe(String channel, ChannelListener listener) {
        this.subscriptions.add(channel, listener);
        if (isUp()) {
            try {
                Future<?> done = this.heartbeats.submit(() -> subscribeIfConnected(channel));
                done.get(this.properties.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RejectedExecutionException ex) {
                log.debug("The channel {} is not subscribed yet", channel, ex);
            }
        }
    }

    /** Ends the subscription of a channel. */
    void unsubscribe(String channel) {
        this.subscriptions.remove(channel);
        ValkeyConnection current = this.connection;
        if (current != null) {
            current.unsubscribe(channel);
        }
    }

    /** Deregisters this replica and disconnects. */
    @Override
    public void close() {
        this.closed = true;
        this.heartbeats.shutdownNow();
        this.subscriptions.close();
        ValkeyConnection current = this.connection;
        if (current != null) {
            try {
                ValkeyConnection.await(current.commands().zrem(replicasKey(), this.replicaId),
                        this.properties.timeout());
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RuntimeException ex) {
                log.debug("Could not deregister this replica", ex);
            }
            this.connection = null;
        }
        this.client.shutdown(Duration.ZERO, this.properties.connectTimeout());
        Future<?> unused = this.resources.shutdown(0, this.properties.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void openCircuit(Throwable cause) {
        if (!this.circuitOpen) {
            this.circuitOpen = true;
            log.warn("Valkey at {}:{} is failing; circuit open until a heartbeat succeeds: {}", this.uri.getHost(),
                    this.uri.getPort(), cause.toString());
        }
    }

    /** Runs on the heartbeat thread, apart from the first one. */
    private synchronized void heartbeat() {
        if (this.closed) {
            return;
        }
        try {
            ValkeyConnection current = this.connection;
            if (current != null && !current.isOpen()) {
                log.warn("Lost the connection to Valkey at {}:{}", this.uri.getHost(), this.uri.getPort());
                this.outageLogged = true;
                disconnect(current);
                current = null;
            }
            if (current == null) {
                connect();
            }
            else {
                check(current);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (RuntimeException ex) {
            log.warn("Unexpected error in a heartbeat to Valkey", ex);
        }
    }

    private void connect() throws InterruptedException {
        Duration timeout = this.properties.connectTimeout();
        ValkeyConnection opened = null;
        try {
            opened = ValkeyConnection.open(this.client, this.uri, this.subscriptions, timeout);
            for (String channel : this.subscriptions.channels()) {
                subscribe(opened, channel);
            }
            register(opened, timeout);
            this.missedHeartbeats = 0;
            this.consecutiveFailures.set(0);
            this.connection = opened;
            this.circuitOpen = false;
            this.subscriptions.onHeartbeat();
            log.info("Connected to Valkey at {}:{}; replicas of this service: {}", this.uri.getHost(),
                    this.uri.getPort(), this.replicas);
            this.outageLogged = false;
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            if (!this.outageLogged) {
                this.outageLogged = true;
                log.warn("Valkey at {}:{} is unreachable; reconnecting every {}: {}", this.uri.getHost(),
                        this.uri.getPort(), this.properties.heartbeat(), ex.toString());
            }
            if (this.connection == null && opened != null) {
                opened.close();
            }
        }
    }

    private void check(ValkeyConnection current) throws InterruptedException {
        try {
            current.pingPubSub(this.properties.timeout());
            register(current, this.properties.timeout());
            this.missedHeartbeats = 0;
            this.consecutiveFailures.set(0);
            if (this.circuitOpen) {
                this.circuitOpen = false;
                log.info("Valkey at {}:{} has recovered; circuit closed", this.uri.getHost(), this.uri.getPort());
            }
            this.subscriptions.onHeartbeat();
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            openCircuit(ex);
            if (++this.missedHeartbeats >= MAX_MISSED_HEARTBEATS) {
                this.outageLogged = true;
                disconnect(current);
            }
        }
    }

    private void register(ValkeyConnection target, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Long counted = ValkeyConnection.await(COUNT_REPLICAS.<Long>run(target.commands(), replicasKey(), this.replicaId,
                bytes(Long.toString(this.properties.heartbeat().toSeconds()))), timeout);
        this.replicas = Math.max(this.properties.minReplicas(), counted.intValue());
    }

    private byte[] replicasKey() {
        return bytes(this.keyPrefix + "replicas");
    }

    private synchronized void subscribeIfConnected(String channel) {
        ValkeyConnection current = this.connection;
        if (current != null && !current.isSubscribed(channel)) {
            try {
                subscribe(current, channel);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RuntimeException ex) {
                disconnect(current);
            }
        }
    }

    private void subscribe(ValkeyConnection target, String channel)
            throws InterruptedException, ExecutionException, TimeoutException {
        ChannelListener listener = this.subscriptions.listener(channel);
        if (listener != null) {
            target.subscribe(channel, listener, this.properties.connectTimeout());
        }
    }

    private void disconnect(ValkeyConnection current) {
        this.connection = null;
        current.close();
    }

    private static ThreadFactory daemonThreads(String name) {
        return (work) -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.lettuce.core.api.async.RedisAsyncCommands;
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

    /** Failed heartbeats after which the connections are replaced. */
    private static final int MAX_MISSED_HEARTBEATS = 3;

    private final ValkeyProperties properties;

    private final String keyPrefix;

    private final ValkeyConnectionFactory connections;

    private final ReplicaRegistry registry;

    private final ValkeyCircuit circuit;

    private final ScheduledExecutorService heartbeats = Executors
        .newSingleThreadScheduledExecutor(daemonThreads("valkey-heartbeat"));

    private final Subscriptions subscriptions = new Subscriptions(daemonThreads("valkey-messages"));

    private final ValkeyCalls calls;

    private volatile @Nullable ValkeyConnection connection;

    private volatile boolean closed;

    private boolean outageLogged;

    private int missedHeartbeats;

    /**
     * Creates a client and tries to connect once. A failed attempt is repeated in the
     * background with each heartbeat.
     * @param application the part of all keys after the prefix; replicas of one
     * application have the same
     * @param meters counts calls
     */
    public ValkeyClient(ValkeyProperties properties, String application, MeterRegistry meters) {
        this(properties, application, new MeteredValkeyCalls(meters));
        MeteredValkeyCalls.bind(this, meters);
    }

    ValkeyClient(ValkeyProperties properties, String application, ValkeyCalls calls) {
        this.properties = properties;
        this.keyPrefix = properties.keyPrefix() + application + ":";
        this.connections = new ValkeyConnectionFactory(properties);
        this.registry = new ReplicaRegistry(this.keyPrefix, properties.heartbeat(), properties.minReplicas());
        this.circuit = new ValkeyCircuit(this.connections.address(), properties.failureThreshold());
        this.calls = calls;
        heartbeat();
        long period = properties.heartbeat().toNanos();
        Future<?> unused = this.heartbeats.scheduleWithFixedDelay(this::heartbeat, period, period,
                TimeUnit.NANOSECONDS);
    }

    /** Whether the client is connected and its circuit closed. */
    public boolean isUp() {
        return this.connection != null && !this.circuit.isOpen();
    }

    /** The number of replicas at the last heartbeat, this one included. */
    public int replicas() {
        return this.registry.count();
    }

    /**
     * Calls the server and waits for the result.
     * @param command sends a command; must not block
     * @throws ValkeyUnavailableException when the call fails or times out, or the circuit
     * is open
     */
    public <T> T call(Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
        ValkeyConnection current = this.connection;
        if (current == null || this.circuit.isOpen()) {
            this.calls.rejected();
            throw new ValkeyUnavailableException("Valkey is not connected, or its circuit is open");
        }
        try {
            T result = ValkeyConnection.await(command.apply(current.commands()), this.properties.timeout());
            this.circuit.onSuccess();
            this.calls.succeeded();
            return result;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ValkeyUnavailableException("Interrupted while waiting for Valkey", ex);
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            this.calls.failed();
            this.circuit.onFailure(ex);
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
        return this.registry.id();
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
                this.registry.deregister(current, this.properties.timeout());
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RuntimeException ex) {
                log.debug("Could not deregister this replica", ex);
            }
            this.connection = null;
        }
        this.connections.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs on the heartbeat thread, apart from the first one. */
    private synchronized void heartbeat() {
        if (this.closed) {
            return;
        }
        try {
            ValkeyConnection current = this.connection;
            if (current != null && !current.isOpen()) {
                log.warn("Lost the connection to Valkey at {}", this.connections.address());
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
        ValkeyConnection opened = null;
        try {
            opened = this.connections.open(this.subscriptions);
            for (String channel : this.subscriptions.channels()) {
                subscribe(opened, channel);
            }
            this.registry.register(opened, this.properties.connectTimeout());
            this.missedHeartbeats = 0;
            this.connection = opened;
            this.circuit.close();
            this.subscriptions.onHeartbeat();
            log.info("Connected to Valkey at {}; replicas of this service: {}", this.connections.address(), replicas());
            this.outageLogged = false;
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            if (!this.outageLogged) {
                this.outageLogged = true;
                log.warn("Valkey at {} is unreachable; reconnecting every {}: {}", this.connections.address(),
                        this.properties.heartbeat(), ex.toString());
            }
            if (this.connection == null && opened != null) {
                opened.close();
            }
        }
    }

    private void check(ValkeyConnection current) throws InterruptedException {
        try {
            current.pingPubSub(this.properties.timeout());
            this.registry.register(current, this.properties.timeout());
            this.missedHeartbeats = 0;
            this.circuit.close();
            this.subscriptions.onHeartbeat();
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            this.circuit.open(ex);
            if (++this.missedHeartbeats >= MAX_MISSED_HEARTBEATS) {
                this.outageLogged = true;
                disconnect(current);
            }
        }
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

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one Valkey or Redis server, made so that nobody ever waits for it long: each
 * call ends within the time-out; after some failures in a row the server is left alone
 * (calls are refused at once) until a heartbeat finds it well. Connections are never
 * repaired but replaced: a new pair of connections, one for calls and one that hears of
 * changes, is only used once every listener has been subscribed and told that it may have
 * missed something. Nothing is sent again by itself. Safe for threads.
 */
public final class ValkeyClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ValkeyClient.class);

    /** Calls under way, and changes that wait; more than that are refused, or missed. */
    private static final int QUEUE = 10_000;

    /** After so many heartbeats without an answer the connections are given up. */
    private static final int MISSED_BEATS = 3;

    /** A replica that has been silent for 15 s is gone. */
    private static final Script COUNT_REPLICAS = new Script(ScriptOutputType.INTEGER, """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 15 - 2 * ARGV[2])
            redis.call('EXPIRE', KEYS[1], 600)
            return redis.call('ZCARD', KEYS[1])
            """);

    private final ValkeyProperties properties;

    private final String prefix;

    private final byte[] id = bytes(UUID.randomUUID().toString());

    private final RedisURI uri;

    private final ClientResources resources;

    private final RedisClient client;

    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(thread("valkey"));

    private final Thread dispatcher;

    private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(QUEUE);

    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

    private final Map<Object, Runnable> chores = new ConcurrentHashMap<>();

    private final AtomicInteger failures = new AtomicInteger();

    private final Counter succeeded;

    private final Counter failed;

    private final Counter rejected;

    private volatile @Nullable Session session;

    private volatile boolean suspended;

    private volatile boolean overflown;

    private volatile boolean closed;

    private volatile int replicas;

    private boolean complained;

    private int missedBeats;

    /**
     * Opens the way. The first attempt to connect is made before this returns; when it
     * fails it is repeated in the background.
     * @param application the name that its keys have after the prefix; replicas have the
     * same one
     */
    public ValkeyClient(ValkeyProperties properties, String application, MeterRegistry meters) {
        this.properties = properties;
        this.prefix = properties.keyPrefix() + application + ":";
        this.replicas = properties.replicas();
        this.uri = RedisURI.create(java.util.Objects.requireNonNull(properties.uri(), "streamgate.valkey.uri"));
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
            .requestQueueSize(QUEUE)
            .replayFilter((command) -> true)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(properties.connectTimeout()).tcpNoDelay(true).build())
            .build());
        this.succeeded = ValkeyMeter.CALLS.counter(meters, "success");
        this.failed = ValkeyMeter.CALLS.counter(meters, "failure");
        this.rejected = ValkeyMeter.CALLS.counter(meters, "rejected");
        ValkeyMeter.UP.gauge(meters, () -> isUp() ? 1 : 0);
        ValkeyMeter.REPLICAS.gauge(meters, this::replicas);
        this.dispatcher = thread("valkey-changes").newThread(this::dispatch);
        this.dispatcher.start();
        beat();
        long period = properties.heartbeat().toNanos();
        Future<?> unused = this.beats.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.NANOSECONDS);
    }

    /** Whether calls are tried at the moment. */
    public boolean isUp() {
        return this.session != null && !this.suspended;
    }

    /** How many replicas there are, this one included: as many as were counted last. */
    public int replicas() {
        return this.replicas;
    }

    /**
     * Calls the server and waits for its answer.
     * @param command sends something; must not block
     * @throws ValkeyUnavailableException when there is no answer within the time-out, or
     * the server is left alone at the moment
     */
    public <T> T call(Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
        Session present = this.session;
        if (present == null || this.suspended) {
            this.rejected.increment();
            throw new ValkeyUnavailableException("The server is left alone at the moment");
        }
        try {
            T answer = await(command.apply(present.calls().async()), this.properties.timeout());
            if (this.failures.get() != 0) {
                this.failures.set(0);
            }
            this.succeeded.increment();
            return answer;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ValkeyUnavailableException("Interrupted while waiting for the server", ex);
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            this.failed.increment();
            if (this.failures.incrementAndGet() >= this.properties.failures()) {
                suspend(ex);
            }
            throw new ValkeyUnavailableException("The server did not answer", ex);
        }
    }

    /**
     * The shared entries of a name.
     * @param name what replicas and versions of the application agree on
     * @param listener told of what other replicas change
     */
    public DistributedCacheStore entries(String name, DistributedCacheStore.Listener listener) {
        return new DistributedCacheStore(this, this.prefix + name, listener);
    }

    /** The beginning of this application's keys. */
    public String prefix() {
        return this.prefix;
    }

    /** Names this replica. */
    byte[] id() {
        return this.id.clone();
    }

    /** Whether everything that is said on the channel is heard at the moment. */
    boolean hears(String channel) {
        Session present = this.session;
        return present != null && present.channels().contains(channel);
    }

    /**
     * Listens to a channel, now and whenever connections are replaced; waits until it is
     * heard where the server is up. The chore is done with each heartbeat that finds the
     * server well.
     */
    void listen(String channel, Listener listener, Runnable chore) {
        this.listeners.put(channel, listener);
        this.chores.put(channel, chore);
        if (isUp()) {
            try {
                Future<?> done = this.beats.submit(() -> subscribe(channel));
                done.get(this.properties.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RejectedExecutionException ex) {
                log.debug("{} is not heard yet", channel, ex);
            }
        }
    }

    /** Listens no longer. */
    void forget(String channel) {
        this.listeners.remove(channel);
        this.chores.remove(channel);
        Session present = this.session;
        if (present != null && present.channels().remove(channel)) {
            Future<?> unused = present.changes().async().unsubscribe(bytes(channel));
        }
    }

    /** Says goodbye, so that the others know that there is one replica less. */
    @Override
    public void close() {
        this.closed = true;
        this.beats.shutdownNow();
        this.dispatcher.interrupt();
        Session present = this.session;
        if (present != null) {
            try {
                await(present.calls().async().zrem(replicasKey(), this.id), this.properties.timeout());
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RuntimeException ex) {
                log.debug("Could not say goodbye", ex);
            }
            this.session = null;
        }
        this.client.shutdown(Duration.ZERO, this.properties.connectTimeout());
        Future<?> unused = this.resources.shutdown(0, this.properties.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void suspend(Throwable why) {
        if (!this.suspended) {
            this.suspended = true;
            log.warn("Valkey at {}:{} fails and is left alone until it is well: {}", this.uri.getHost(),
                    this.uri.getPort(), why.toString());
        }
    }

    /** On the thread of heartbeats only, but for the first. */
    private synchronized void beat() {
        if (this.closed) {
            return;
        }
        try {
            Session present = this.session;
            if (present != null && !(present.calls().isOpen() && present.changes().isOpen())) {
                log.warn("The connection to Valkey at {}:{} is gone", this.uri.getHost(), this.uri.getPort());
                this.complained = true;
                end(present);
                present = null;
            }
            if (present == null) {
                connect();
            }
            else {
                check(present);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (RuntimeException ex) {
            log.warn("The heartbeat towards Valkey failed", ex);
        }
    }

    private void connect() throws InterruptedException {
        Duration limit = this.properties.connectTimeout();
        StatefulRedisConnection<byte[], byte[]> calls = null;
        StatefulRedisPubSubConnection<byte[], byte[]> heard = null;
        try {
            calls = await(this.client.connectAsync(ByteArrayCodec.INSTANCE, this.uri), limit);
            heard = await(this.client.connectPubSubAsync(ByteArrayCodec.INSTANCE, this.uri), limit);
            Session made = new Session(calls, heard, ConcurrentHashMap.newKeySet());
            heard.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(byte[] channel, byte[] message) {
                    ValkeyClient.this.overflown |= !ValkeyClient.this.changes.offer(new Change(channel, message));
                }
            });
            for (String channel : Set.copyOf(this.listeners.keySet())) {
                subscribe(made, channel);
            }
            register(calls, limit);
            this.missedBeats = 0;
            this.failures.set(0);
            this.session = made;
            this.suspended = false;
            this.chores.values().forEach(Runnable::run);
            log.info("Valkey at {}:{} is connected; {} replicas of this service use it", this.uri.getHost(),
                    this.uri.getPort(), this.replicas);
            this.complained = false;
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            if (!this.complained) {
                this.complained = true;
                log.warn("Valkey at {}:{} is out of reach; it is tried again each {}: {}", this.uri.getHost(),
                        this.uri.getPort(), this.properties.heartbeat(), ex.toString());
            }
            if (this.session == null) {
                close(calls);
                close(heard);
            }
        }
    }

    private void check(Session present) throws InterruptedException {
        try {
            await(present.changes().async().ping(), this.properties.timeout());
            register(present.calls(), this.properties.timeout());
            this.missedBeats = 0;
            this.failures.set(0);
            if (this.suspended) {
                this.suspended = false;
                log.info("Valkey at {}:{} is well again", this.uri.getHost(), this.uri.getPort());
            }
            this.chores.values().forEach(Runnable::run);
        }
        catch (ExecutionException | TimeoutException | RuntimeException ex) {
            suspend(ex);
            if (++this.missedBeats >= MISSED_BEATS) {
                this.complained = true;
                end(present);
            }
        }
    }

    private void register(StatefulRedisConnection<byte[], byte[]> calls, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Long counted = await(COUNT_REPLICAS.<Long>run(calls.async(), replicasKey(), this.id,
                bytes(Long.toString(this.properties.heartbeat().toSeconds()))), limit);
        this.replicas = Math.max(this.properties.replicas(), counted.intValue());
    }

    private byte[] replicasKey() {
        return bytes(this.prefix + "replicas");
    }

    private synchronized void subscribe(String channel) {
        Session present = this.session;
        if (present != null && this.listeners.containsKey(channel) && !present.channels().contains(channel)) {
            try {
                subscribe(present, channel);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (ExecutionException | TimeoutException | RuntimeException ex) {
                end(present);
            }
        }
    }

    private void subscribe(Session made, String channel)
            throws InterruptedException, ExecutionException, TimeoutException {
        await(made.changes().async().subscribe(bytes(channel)), this.properties.connectTimeout());
        Listener listener = this.listeners.get(channel);
        if (listener != null) {
            listener.missed();
            made.channels().add(channel);
        }
    }

    private void end(Session present) {
        this.session = null;
        close(present.calls());
        close(present.changes());
    }

    private static void close(@Nullable StatefulRedisConnection<byte[], byte[]> connection) {
        if (connection != null) {
            Future<?> unused = connection.closeAsync();
        }
    }

    private void dispatch() {
        try {
            while (true) {
                Change change = this.changes.take();
                if (this.overflown) {
                    this.overflown = false;
                    this.changes.clear();
                    this.listeners.values().forEach(Listener::missed);
                }
                else {
                    Listener listener = this.listeners.get(new String(change.channel(), StandardCharsets.UTF_8));
                    if (listener != null) {
                        listener.heard(change.message());
                    }
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(CompletionStage<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static java.util.concurrent.ThreadFactory thread(String name) {
        return (work) -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Hears what is said on a channel. Must not throw. */
    interface Listener {

        /** Something was said. */
        void heard(byte[] message);

        /** Something may have been said that was not heard. */
        void missed();

    }

    private record Session(StatefulRedisConnection<byte[], byte[]> calls,
            StatefulRedisPubSubConnection<byte[], byte[]> changes, Set<String> channels) {
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Change(byte[] channel, byte[] message) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/**
 * The listeners of all channels, and a bounded queue of messages for them. One thread
 * delivers messages in the order of their arrival. When the queue overflows, its messages
 * are discarded and every listener is notified of the loss. Thread-safe.
 */
final class Subscriptions implements AutoCloseable {

    private static final int MAX_QUEUED_MESSAGES = 10_000;

    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(MAX_QUEUED_MESSAGES);

    private final Map<String, ChannelListener> listeners = new ConcurrentHashMap<>();

    private final Thread dispatcher;

    private volatile boolean overflown;

    Subscriptions(ThreadFactory threads) {
        this.dispatcher = threads.newThread(this::dispatch);
        this.dispatcher.start();
    }

    void add(String channel, ChannelListener listener) {
        this.listeners.put(channel, listener);
    }

    void remove(String channel) {
        this.listeners.remove(channel);
    }

    @Nullable ChannelListener listener(String channel) {
        return this.listeners.get(channel);
    }

    Set<String> channels() {
        return Set.copyOf(this.listeners.keySet());
    }

    /** Queues a message for delivery. Never blocks. */
    void enqueue(byte[] channel, byte[] message) {
        if (!this.queue.offer(new Message(channel, message))) {
            this.overflown = true;
        }
    }

    void onHeartbeat() {
        this.listeners.values().forEach(ChannelListener::onHeartbeat);
    }

    /** Stops delivery. */
    @Override
    public void close() {
        this.dispatcher.interrupt();
    }

    private void dispatch() {
        try {
            while (true) {
                Message message = this.queue.take();
                if (this.overflown) {
                    this.overflown = false;
                    this.queue.clear();
                    this.listeners.values().forEach(ChannelListener::onMessagesLost);
                }
                else {
                    ChannelListener listener = listener(new String(message.channel(), StandardCharsets.UTF_8));
                    if (listener != null) {
                        listener.onMessage(message.content());
                    }
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Message(byte[] channel, byte[] content) {
    }

}

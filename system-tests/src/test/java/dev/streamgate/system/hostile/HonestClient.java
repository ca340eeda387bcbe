/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.hostile;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an honest client sees while it repeats its requests: errors, and the longest time
 * that one took. Closing it ends the requests. Thread-safe.
 */
public final class HonestClient implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private final List<String> errors = new CopyOnWriteArrayList<>();

    private final AtomicLong longest = new AtomicLong();

    private final AtomicLong requests = new AtomicLong();

    private volatile String slowest = "";

    private volatile boolean closed;

    /**
     * Repeats a request until the client is closed.
     * @param name what it does
     * @param request returns its status
     */
    public void repeat(String name, Request request) {
        this.executor.execute(() -> {
            while (!this.closed) {
                long start = System.nanoTime();
                try {
                    int status = request.send();
                    if (status >= 400) {
                        this.errors.add(name + ": " + status);
                    }
                }
                catch (Exception | AssertionError ex) {
                    this.errors.add(name + ": " + ex);
                }
                long nanos = System.nanoTime() - start;
                if (nanos > this.longest.getAndAccumulate(nanos, Math::max)) {
                    this.slowest = name;
                }
                this.requests.incrementAndGet();
                pause();
            }
        });
    }

    /** The errors since the last call. */
    public List<String> takeErrors() {
        List<String> all = List.copyOf(this.errors);
        this.errors.clear();
        return all;
    }

    /** The longest time of a request since the last call. */
    public Duration takeLongest() {
        return Duration.ofNanos(this.longest.getAndSet(0));
    }

    /** The name of the slowest request. */
    public String slowest() {
        return this.slowest;
    }

    /** The number of requests since the last call. */
    public long takeRequests() {
        return this.requests.getAndSet(0);
    }

    @Override
    public void close() {
        this.closed = true;
        this.executor.close();
    }

    /** A viewer requests the next segment when it has played some of the last. */
    private static void pause() {
        try {
            Thread.sleep(200);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request. */
    @FunctionalInterface
    public interface Request {

        /** Returns the status of the response. */
        int send() throws Exception;

    }

}

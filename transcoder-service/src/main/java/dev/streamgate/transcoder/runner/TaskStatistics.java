/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the tasks of this runner. Thread-safe. */
@Component
public class TaskStatistics {

    private final AtomicInteger running = new AtomicInteger();

    private final LongAdder done = new LongAdder();

    private final LongAdder failed = new LongAdder();

    private final LongAdder stopped = new LongAdder();

    private final DoubleAdder encodedSeconds = new DoubleAdder();

    private final DoubleAdder encodingSeconds = new DoubleAdder();

    private final MeterRegistry registry;

    private final Counter encoded;

    private final Counter encoding;

    private final Counter queueErrors;

    private final AtomicInteger slots = new AtomicInteger();

    public TaskStatistics(MeterRegistry registry) {
        this.registry = registry;
        this.encoded = TranscoderMeter.ENCODED.counter(registry);
        this.encoding = TranscoderMeter.ENCODING.counter(registry);
        this.queueErrors = TranscoderMeter.QUEUE_ERRORS.counter(registry);
        TranscoderMeter.RUNNING.gauge(registry, this.running::get);
        TranscoderMeter.SLOTS.gauge(registry, this.slots::get);
    }

    /** The counts since the start. */
    public Snapshot snapshot() {
        return new Snapshot(this.running.get(), this.done.sum(), this.failed.sum(), this.stopped.sum(),
                this.encodedSeconds.sum(), this.encodingSeconds.sum());
    }

    /** Sets the number of slots. */
    void slots(int count) {
        this.slots.set(count);
    }

    void taskStarted() {
        this.running.incrementAndGet();
    }

    void taskEnded(String type, Result result, Duration duration) {
        this.running.decrementAndGet();
        switch (result) {
            case DONE -> this.done.increment();
            case FAILED -> this.failed.increment();
            case STOPPED -> this.stopped.increment();
        }
        TranscoderMeter.TASKS.timer(type, result.name().toLowerCase(Locale.ROOT))
            .register(this.registry)
            .record(duration);
    }

    void encoded(double seconds, Duration duration) {
        this.encodedSeconds.add(seconds);
        this.encodingSeconds.add(duration.toNanos() / 1e9);
        this.encoded.increment(seconds);
        this.encoding.increment(duration.toNanos() / 1e9);
    }

    void queueFailed() {
        this.queueErrors.increment();
    }

    /** Result of a task. */
    enum Result {

        DONE, FAILED, STOPPED

    }

    /**
     * Counts of a runner since its start.
     *
     * @param running running tasks
     * @param done successful tasks
     * @param failed failed tasks
     * @param stopped tasks that were cancelled, lost their lease or were shut down
     * @param encodedSeconds seconds of encoded video
     * @param encodingSeconds seconds spent on encoding it
     */
    public record Snapshot(int running, long done, long failed, long stopped, double encodedSeconds,
            double encodingSeconds) {
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in files. One thread writes all queued events and forces them to the disk
 * together (group commit), so durable events cost one flush per batch. Each process locks
 * its own directory below the given one. Thread-safe.
 */
final class FileAuditJournal implements ClosableAuditJournal {

    private static final Logger log = LoggerFactory.getLogger(FileAuditJournal.class);

    private static final int QUEUE_CAPACITY = 16_384;

    private static final int MAX_BATCH = 4_096;

    private static final int MAX_UNWRITTEN = 4_096;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private static final QueuedEvent STOP = new QueuedEvent(null, null);

    private final Path root;

    private final JournalLock lock;

    private final JournalSegments segments;

    private final Clock clock;

    private final BlockingQueue<QueuedEvent> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);

    /** Best-effort events of failed batches; confined to the writer thread. */
    private final List<AuditRecord> unwritten = new ArrayList<>();

    private final AtomicLong dropped = new AtomicLong();

    private final AtomicLong written = new AtomicLong();

    private final FailureLog failures;

    private final Thread writer;

    private volatile boolean closed;

    private volatile @Nullable IOException failure;

    /**
     * Opens a journal.
     * @param root directory of the service's journals; created if it does not exist
     * @param maxBytes size from which on a segment is followed by another one
     * @param retention minimum time for which events are kept
     */
    FileAuditJournal(Path root, long maxBytes, Duration retention, Clock clock) throws IOException {
        this.root = root;
        this.clock = clock;
        Files.createDirectories(root);
        this.lock = JournalLock.acquire(root);
        this.segments = new JournalSegments(this.lock.directory(), maxBytes, retention, clock);
        this.failures = new FailureLog(log, this.lock.directory(), clock);
        this.writer = new Thread(this::writeQueuedEvents, "audit-journal");
        this.writer.setDaemon(true);
        this.writer.start();
    }

    @Override
    public void recordDurably(AuditRecord event) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        try {
            if (this.closed
                    || !this.queue.offer(new QueuedEvent(event, durable), TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AuditUnavailableException();
            }
            durable.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException();
        }
        catch (ExecutionException | TimeoutException ex) {
            // The writer thread reports the cause.
            throw new AuditUnavailableException();
        }
    }

    @Override
    public void recordBestEffort(AuditRecord event) {
        // Half of the capacity is reserved for durable events.
        if (this.closed || this.queue.remainingCapacity() < QUEUE_CAPACITY / 2
                || !this.queue.offer(new QueuedEvent(event, null))) {
            this.dropped.incrementAndGet();
        }
    }

    @Override
    public void requireWritable() {
        if (!isWritable()) {
            // A successful retry makes the journal writable again.
            recordDurably(retryEvent());
        }
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
        try {
            return JournalSearch.find(this.root, query);
        }
        catch (IOException ex) {
            throw new AuditUnavailableException(ex);
        }
    }

    /** The directory of this process's journal. */
    Path directory() {
        return this.lock.directory();
    }

    /** Whether the last write succeeded. */
    boolean isWritable() {
        return this.failure == null;
    }

    /** Number of best-effort events dropped because of overload or a failing disk. */
    long dropped() {
        return this.dropped.get();
    }

    /** Number of durable events. */
    long written() {
        return this.written.get();
    }

    @Override
    public void close() throws IOException {
        this.closed = true;
        try {
            this.queue.put(STOP);
            this.writer.join();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        try {
            this.segments.close();
        }
        finally {
            this.lock.close();
        }
    }

    private void writeQueuedEvents() {
        List<QueuedEvent> batch = new ArrayList<>();
        long checkpointAt = System.nanoTime() + CHECKPOINT_INTERVAL.toNanos();
        boolean running = true;
        while (running) {
            try {
                long wait = Math.max(1, checkpointAt - System.nanoTime());
                if (!isWritable()) {
                    wait = Math.min(wait, RETRY_INTERVAL.toNanos());
                }
                QueuedEvent first = this.queue.poll(wait, TimeUnit.NANOSECONDS);
                if (first != null) {
                    batch.add(first);
                    this.queue.drainTo(batch, MAX_BATCH - 1);
                    running = !batch.remove(STOP);
                    write(batch);
                    batch.clear();
                }
                else if (!isWritable()) {
                    // Recovers without waiting for the next caller.
                    write(List.of(new QueuedEvent(retryEvent(), new CompletableFuture<>())));
                }
                if (System.nanoTime() >= checkpointAt) {
                    checkpointAt = System.nanoTime() + CHECKPOINT_INTERVAL.toNanos();
                    checkpoint();
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
    }

    private AuditRecord retryEvent() {
        return AuditRecord.of(this.clock.instant(), "audit.retry", "system", "journal", AuditRecord.SUCCESS, Map.of());
    }

    private void write(List<QueuedEvent> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<AuditRecord> events = new ArrayList<>(this.unwritten.size() + batch.size());
        events.addAll(this.unwritten);
        batch.forEach((queued) -> events.add(queued.required()));
        try {
            this.segments.append(events);
            this.unwritten.clear();
            this.written.addAndGet(events.size());
            this.failure = null;
            this.failures.recovered();
            batch.forEach((queued) -> queued.complete(null));
        }
        catch (IOException | RuntimeException ex) {
            this.failures.failed(ex, batch.size());
            this.failure = (ex instanceof IOException io) ? io : new IOException(ex);
            batch.forEach((queued) -> {
                queued.complete(ex);
                keepUnwritten(queued);
            });
        }
    }

    /**
     * Keeps a best-effort event for the next batch: its caller has no failure to act on.
     */
    private void keepUnwritten(QueuedEvent queued) {
        if (queued.durable() != null) {
            return;
        }
        if (this.unwritten.size() < MAX_UNWRITTEN) {
            this.unwritten.add(queued.required());
        }
        else {
            this.dropped.incrementAndGet();
        }
    }

    private void checkpoint() {
        try {
            this.segments.checkpoint();
            this.segments.maintain();
        }
        catch (IOException | RuntimeException ex) {
            // A list of files, for one, fails with an UncheckedIOException.
            this.failures.failed(ex, 1);
        }
    }

    /** An event in the queue, and the future of a caller that waits for it. */
    private record QueuedEvent(@Nullable AuditRecord event, @Nullable CompletableFuture<Void> durable) {

        AuditRecord required() {
            if (this.event == null) {
                throw new IllegalStateException("The stop marker has no event");
            }
            return this.event;
        }

        void complete(@Nullable Exception failure) {
            if (this.durable != null && failure == null) {
                this.durable.complete(null);
            }
            else if (this.durable != null) {
                this.durable.completeExceptionally(new CompletionException(failure));
            }
        }

    }

}

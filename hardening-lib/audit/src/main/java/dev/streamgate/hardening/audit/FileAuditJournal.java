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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    /**
     * From this size in bytes on, no further best-effort events of failed writes are
     * kept.
     */
    private static final int MAX_UNWRITTEN = 1 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final Path root;

    private final JournalLock lock;

    private final JournalSegments segments;

    private final Clock clock;

    private final EventQueue queue = new EventQueue();

    /** Best-effort events of failed batches; confined to the writer thread. */
    private final EventBatch unwritten = new EventBatch();

    private final AtomicLong dropped = new AtomicLong();

    private final AtomicLong written = new AtomicLong();

    private final FailureLog failures;

    private final Thread writer;

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
        try {
            CompletableFuture<Void> durable = this.queue.offerDurable(event, TIMEOUT);
            if (durable == null) {
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
        if (!this.queue.offer(event)) {
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
        this.queue.close();
        try {
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
        long checkpointAt = System.nanoTime() + CHECKPOINT_INTERVAL.toNanos();
        try {
            while (true) {
                long wait = Math.max(1, checkpointAt - System.nanoTime());
                EventBatch batch = this.queue.take(isWritable() ? wait : Math.min(wait, RETRY_INTERVAL.toNanos()));
                if (batch == null) {
                    return;
                }
                if (!batch.isEmpty()) {
                    write(batch);
                }
                else if (!isWritable()) {
                    // Recovers without waiting for the next caller.
                    batch.addDurable(retryEvent());
                    write(batch);
                }
                batch.clear();
                if (System.nanoTime() >= checkpointAt) {
                    checkpointAt = System.nanoTime() + CHECKPOINT_INTERVAL.toNanos();
                    checkpoint();
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private AuditRecord retryEvent() {
        return AuditRecord.of(this.clock.instant(), "audit.retry", "system", "journal", AuditRecord.SUCCESS, Map.of());
    }

    private void write(EventBatch batch) {
        try {
            this.segments.append(this.unwritten, batch);
            this.written.addAndGet(this.unwritten.count() + batch.count());
            this.unwritten.clear();
            this.failure = null;
            this.failures.recovered();
            batch.complete(null);
        }
        catch (IOException | RuntimeException ex) {
            this.failures.failed(ex, batch.count());
            this.failure = (ex instanceof IOException io) ? io : new IOException(ex);
            batch.complete(ex);
            keepUnwritten(batch);
        }
    }

    /**
     * Keeps best-effort events for the next write: their callers have no failure to act
     * on.
     */
    private void keepUnwritten(EventBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            if (!batch.isDurable(i) && this.unwritten.length() < MAX_UNWRITTEN) {
                this.unwritten.add(batch, i);
            }
            else if (!batch.isDurable(i)) {
                this.dropped.incrementAndGet();
            }
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

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A journal in files. One thread writes; all events that wait are written and forced to
 * the disk together, so durable events cost one flush a batch. Each process has a
 * directory of its own below the given one, locked while it runs.
 */
final class FileAuditJournal implements AuditJournal, AutoCloseable {

    private static final Log log = LogFactory.getLog(FileAuditJournal.class);

    private static final int QUEUE = 16_384;

    private static final int BATCH = 4_096;

    private static final int MAX_OWED = 4_096;

    private static final int MAX_PROCESSES = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration CHECKPOINT_PERIOD = Duration.ofSeconds(10);

    private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);

    private static final Pending STOP = new Pending(null, null);

    private final Path root;

    private final Path directory;

    private final FileChannel lock;

    private final JournalSegments segments;

    private final Clock clock;

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);

    /** What was noted while nothing could be written; for the writing thread alone. */
    private final List<AuditRecord> owed = new ArrayList<>();

    private final AtomicLong dropped = new AtomicLong();

    private final AtomicLong written = new AtomicLong();

    private final Thread writer;

    private volatile boolean closed;

    private volatile @Nullable IOException failure;

    /**
     * Opens a journal.
     * @param root directory of the service's journals; made if need be
     * @param maxBytes size at which a file is followed by another
     * @param retention how long events are kept at least
     */
    FileAuditJournal(Path root, long maxBytes, Duration retention, Clock clock) throws IOException {
        this.root = root;
        this.clock = clock;
        Files.createDirectories(root);
        int process = 1;
        FileChannel locked = lock(root.resolve("1"));
        while (locked == null && process < MAX_PROCESSES) {
            process++;
            locked = lock(root.resolve(Integer.toString(process)));
        }
        if (locked == null) {
            throw new IOException("More than " + MAX_PROCESSES + " processes write audit journals in " + root);
        }
        this.lock = locked;
        this.directory = root.resolve(Integer.toString(process));
        this.segments = new JournalSegments(this.directory, maxBytes, retention, clock);
        this.writer = new Thread(this::write, "audit-journal");
        this.writer.setDaemon(true);
        this.writer.start();
    }

    @Override
    public void recordDurably(AuditRecord event) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        try {
            if (this.closed
                    || !this.queue.offer(new Pending(event, durable), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AuditUnavailableException(this.failure);
            }
            durable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException(ex);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new AuditUnavailableException(ex);
        }
    }

    @Override
    public void recordBestEffort(AuditRecord event) {
        // Half of the queue is for events that must be kept.
        if (this.closed || this.queue.remainingCapacity() < QUEUE / 2 || !this.queue.offer(new Pending(event, null))) {
            this.dropped.incrementAndGet();
        }
    }

    @Override
    public void requireWritable() {
        if (!isWritable()) {
            // The journal tries again with this, so that it recovers when the disk does.
            recordDurably(retry());
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
        return this.directory;
    }

    /** Whether the last attempt to write has succeeded. */
    boolean isWritable() {
        return this.failure == null;
    }

    /** Events that were dropped since too many came at once. */
    long dropped() {
        return this.dropped.get();
    }

    /** Events that are on the disk. */
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

    private void write() {
        List<Pending> batch = new ArrayList<>();
        long checkpointAt = System.nanoTime() + CHECKPOINT_PERIOD.toNanos();
        boolean running = true;
        while (running) {
            try {
                long wait = Math.max(1, checkpointAt - System.nanoTime());
                if (!isWritable()) {
                    wait = Math.min(wait, RETRY_PERIOD.toNanos());
                }
                Pending first = this.queue.poll(wait, TimeUnit.NANOSECONDS);
                if (first != null) {
                    batch.add(first);
                    this.queue.drainTo(batch, BATCH - 1);
                    running = !batch.remove(STOP);
                    keep(batch);
                    batch.clear();
                }
                else if (!isWritable()) {
                    // Nobody else may try for a long time.
                    keep(List.of(new Pending(retry(), new CompletableFuture<>())));
                }
                if (System.nanoTime() >= checkpointAt) {
                    checkpointAt = System.nanoTime() + CHECKPOINT_PERIOD.toNanos();
                    checkpoint();
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
    }

    private AuditRecord retry() {
        return AuditRecord.of(this.clock.instant(), "audit.retry", "system", "journal", AuditRecord.SUCCESS, Map.of());
    }

    private void keep(List<Pending> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<AuditRecord> events = new ArrayList<>(this.owed.size() + batch.size());
        events.addAll(this.owed);
        batch.forEach((pending) -> events.add(pending.required()));
        try {
            this.segments.append(events);
            this.owed.clear();
            this.written.addAndGet(events.size());
            this.failure = null;
            batch.forEach((pending) -> pending.complete(null));
        }
        catch (IOException | RuntimeException ex) {
            if (this.failure == null) {
                log.error("Audit events cannot be kept; what must be recorded is refused until they can", ex);
            }
            this.failure = (ex instanceof IOException io) ? io : new IOException(ex);
            batch.forEach((pending) -> {
                pending.complete(ex);
                owe(pending);
            });
        }
    }

    /** Nobody was told that a noted event is lost, so it waits for better times. */
    private void owe(Pending pending) {
        if (pending.durable() != null) {
            return;
        }
        if (this.owed.size() < MAX_OWED) {
            this.owed.add(pending.required());
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
        catch (IOException ex) {
            log.warn("The end of the audit journal could not be signed", ex);
        }
    }

    private static @Nullable FileChannel lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return file;
            }
        }
        catch (OverlappingFileLockException ex) {
            log.debug("Another journal of this process writes to " + directory);
        }
        file.close();
        return null;
    }

    /** An event that waits, and who waits for it. */
    private record Pending(@Nullable AuditRecord event, @Nullable CompletableFuture<Void> durable) {

        AuditRecord required() {
            if (this.event == null) {
                throw new IllegalStateException("The end is no event");
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

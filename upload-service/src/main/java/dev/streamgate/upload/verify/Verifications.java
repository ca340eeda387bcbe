/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.upload.session.UploadReceivedEvent;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Runs verifications, a bounded number at once, each upload's once at a time. What is
 * asked for is started at once; what failed or was left by a process that died is found
 * in the table. Safe for threads.
 */
@Component
public class Verifications implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);

    private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

    private static final int SWEEP = 100;

    private final Verifier verifier;

    private final UploadStore store;

    private final SessionLocks locks;

    private final TraceContextStore traces;

    private final Semaphore slots;

    private final ConcurrentHashMap<String, CountDownLatch> running = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors
        .newThreadPerTaskExecutor(Thread.ofVirtual().name("verify-", 0).factory());

    Verifications(Verifier verifier, UploadStore store, SessionLocks locks, TraceContextStore traces,
            UploadProperties properties) {
        this.verifier = verifier;
        this.store = store;
        this.locks = locks;
        this.traces = traces;
        this.slots = new Semaphore(properties.verifications());
    }

    @EventListener
    void start(UploadReceivedEvent event) {
        begin(event.uploadId());
    }

    /** What a process that died, or a failure, has left. */
    @Scheduled(fixedDelayString = "${streamgate.upload.verify-sweep:5s}")
    void sweep() {
        this.store.verifying(SWEEP).forEach(this::begin);
    }

    /**
     * Waits until an upload is verified, but not for ever.
     * @return whether it is
     */
    public boolean await(String uploadId, Duration limit) {
        try {
            return begin(uploadId).await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void destroy() {
        this.threads.shutdownNow();
    }

    private CountDownLatch begin(String id) {
        CountDownLatch fresh = new CountDownLatch(1);
        CountDownLatch present = this.running.putIfAbsent(id, fresh);
        if (present != null) {
            return present;
        }
        this.threads.execute(() -> run(id, fresh));
        return fresh;
    }

    private void run(String id, CountDownLatch done) {
        try {
            this.slots.acquire();
            try {
                verify(id);
            }
            finally {
                this.slots.release();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (IOException | RuntimeException ex) {
            log.warn("Upload {} could not be verified; it is tried again", id, ex);
        }
        finally {
            this.running.remove(id);
            done.countDown();
        }
    }

    private void verify(String id) throws IOException, InterruptedException {
        Hold hold = this.locks.exclusive(id, LOCK_WAIT).orElseThrow(() -> new IOException("The upload is in use"));
        TraceContextStore.ResumedSpan work = this.traces.resume(this.store.traceparent(id), "upload verification", id);
        try (hold; work) {
            this.verifier.verify(id);
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.tracing.TraceContextStore;
import dev.streamgate.suite.backoff.BackoffDelay;
import dev.streamgate.upload.session.SessionLocks;
import dev.streamgate.upload.session.SessionLocks.Hold;
import dev.streamgate.upload.session.UploadProblems;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadReceivedEvent;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/**
 * Runs verifications: a bounded number at a time, one per upload. A received upload is
 * verified immediately; a periodic sweep of the table repeats failed verifications, after
 * growing delays, and those of crashed processes. Thread-safe.
 */
@Component
public class Verifications implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    private static final int SWEEP_LIMIT = 100;

    private final UploadVerifier verifier;

    private final UploadSessions sessions;

    private final UploadStore uploads;

    private final SessionLocks locks;

    private final TraceContextStore traces;

    private final Duration maxWait;

    private final Clock clock;

    private final Semaphore slots;

    /** Uploads whose verification failed; it is repeated without end. */
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<String, CountDownLatch> running = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors
        .newThreadPerTaskExecutor(Thread.ofVirtual().name("verification-", 0).factory());

    Verifications(UploadVerifier verifier, UploadSessions sessions, UploadStore uploads, SessionLocks locks,
            TraceContextStore traces, UploadProperties properties, Clock clock) {
        this.clock = clock;
        this.verifier = verifier;
        this.sessions = sessions;
        this.uploads = uploads;
        this.locks = locks;
        this.traces = traces;
        this.maxWait = properties.verificationWait();
        this.slots = new Semaphore(properties.verificationConcurrency());
    }

    @EventListener
    void onReceived(UploadReceivedEvent event) {
        start(event.uploadId());
    }

    @Scheduled(fixedDelayString = "${streamgate.upload.verification-interval:5s}")
    void sweep() {
        Instant now = this.clock.instant();
        List<String> unverified = this.uploads.findUnverified(SWEEP_LIMIT);
        if (unverified.size() < SWEEP_LIMIT) {
            this.failures.keySet().retainAll(unverified);
        }
        unverified.stream().filter((id) -> isDue(id, now)).forEach(this::start);
    }

    private boolean isDue(String id, Instant now) {
        Failure failure = this.failures.get(id);
        return failure == null || !now.isBefore(failure.retryAt());
    }

    /**
     * Waits for a bounded time until a complete upload is verified.
     * @return the upload, stored or still verifying
     * @throws ProblemException 422 if it was rejected
     */
    public UploadSession await(UploadSession session) {
        try {
            boolean _ = start(session.id()).await(this.maxWait.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        UploadSession current = this.sessions.reload(session);
        if (current.state() == UploadState.REJECTED) {
            throw new ProblemException(UploadProblems.REJECTED, String.valueOf(current.error())).with("uploadId",
                    current.id());
        }
        return current;
    }

    @Override
    public void destroy() {
        this.threads.shutdownNow();
    }

    private CountDownLatch start(String id) {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch present = this.running.putIfAbsent(id, done);
        if (present != null) {
            return present;
        }
        this.threads.execute(() -> run(id, done));
        return done;
    }

    private void run(String id, CountDownLatch done) {
        try {
            this.slots.acquire();
            try {
                verify(id);
                this.failures.remove(id);
            }
            finally {
                this.slots.release();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (IOException | RuntimeException ex) {
            Failure failure = this.failures.compute(id, (key, earlier) -> Failure.after(earlier, this.clock.instant()));
            log.warn("Verification of upload {} failed; next attempt after {}", id, failure.retryAt(), ex);
        }
        finally {
            this.running.remove(id);
            done.countDown();
        }
    }

    private void verify(String id) throws IOException, InterruptedException {
        Hold hold = this.locks.exclusive(id, LOCK_TIMEOUT).orElseThrow(() -> new IOException("The upload is locked"));
        TraceContextStore.ResumedSpan span = this.traces.resume(this.uploads.traceparent(id), "upload verification",
                id);
        try (hold; span) {
            Failure failure = this.failures.get(id);
            this.verifier.verify(id, (failure != null) ? failure.count() : 0);
        }
    }

    /**
     * Failed verifications of an upload.
     *
     * @param count how many
     * @param retryAt when it is repeated
     */
    private record Failure(int count, Instant retryAt) {

        private static final BackoffDelay BACKOFF = BackoffDelay.of(Duration.ofSeconds(1), Duration.ofMinutes(5));

        static Failure after(@Nullable Failure earlier, Instant now) {
            int count = (earlier != null) ? earlier.count() + 1 : 1;
            return new Failure(count, now.plus(BACKOFF.after(count)));
        }

    }

}

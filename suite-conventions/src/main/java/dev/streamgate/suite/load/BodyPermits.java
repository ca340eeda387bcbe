/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.time.Duration;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Bounds how many request bodies are received at once, in all and of each client or user:
 * a body holds buffers and connections for as long as its sender likes. Thread-safe.
 */
public final class BodyPermits {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final KeyedPermits permits;

    private final int perKey;

    /**
     * Creates the permits.
     * @param total how many bodies may be received at once
     * @param perKey how many of them one client or user may send
     * @throws IllegalArgumentException if {@code perKey} is not positive or exceeds
     * {@code total}
     */
    public BodyPermits(int total, int perKey) {
        this.permits = new KeyedPermits(total, perKey);
        this.perKey = perKey;
    }

    /**
     * Admits a body until the result is closed.
     * @param key the client or user
     * @return the admission
     * @throws ProblemException 429 if the client or user sends its share of bodies
     * already, 503 if too many are being received; both close the connection, so that the
     * body need not be read
     */
    public Admission admit(String key) {
        return switch (this.permits.tryAcquire(key)) {
            case ACQUIRED -> () -> this.permits.release(key);
            case KEY_EXHAUSTED -> throw refusal(ProblemType.RATE_LIMITED,
                    "At most %d request bodies may be sent at once. Wait for one to end.".formatted(this.perKey));
            case EXHAUSTED ->
                throw refusal(ProblemType.UNAVAILABLE, "Too many request bodies are being received. Try again later.");
        };
    }

    private static ProblemException refusal(ProblemType type, String detail) {
        return new ProblemException(type, detail).retryAfter(RETRY_AFTER).header("Connection", "close");
    }

    /** An admitted body. */
    public interface Admission extends AutoCloseable {

        /** Ends the body. */
        @Override
        void close();

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reports the failures of a journal, which repeat with every operation while the disk is
 * full: at once, and then one line a minute. Thread-safe.
 */
final class FailureLog {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Logger log;

    private final Object journal;

    private final Clock clock;

    private @Nullable Instant lastReport;

    private long failures;

    FailureLog(Logger log, Object journal, Clock clock) {
        this.log = log;
        this.journal = journal;
        this.clock = clock;
    }

    /** Events could not be written. */
    synchronized void failed(Exception ex, int events) {
        this.failures += events;
        Instant now = this.clock.instant();
        if (this.lastReport == null || !now.isBefore(this.lastReport.plus(INTERVAL))) {
            this.log.error(
                    "Audit events cannot be written to {} ({} failed writes since the last report); "
                            + "audited operations are rejected until a write succeeds: {}",
                    this.journal, this.failures, ex.toString());
            this.log.debug("Cause of the failed write", ex);
            this.lastReport = now;
            this.failures = 0;
        }
    }

    /** Events are written again. */
    synchronized void recovered() {
        if (this.lastReport != null) {
            this.log.info("Audit events are written to {} again ({} failed writes since the last report)", this.journal,
                    this.failures);
            this.lastReport = null;
            this.failures = 0;
        }
    }

}

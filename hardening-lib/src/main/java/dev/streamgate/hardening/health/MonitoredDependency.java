/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * One dependency and what the last looks at it saw. It counts as away after two failures
 * in a row, so that one lost packet turns nobody away. One thread looks; any thread asks,
 * and never waits.
 */
class MonitoredDependency implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(MonitoredDependency.class);

    private static final int FAILURES = 2;

    private final Dependency dependency;

    private volatile Status status = Status.UNKNOWN;

    private int failures;

    MonitoredDependency(Dependency dependency) {
        this.dependency = dependency;
    }

    String name() {
        return this.dependency.name();
    }

    boolean isAway() {
        return !this.status.equals(Status.UP) && !this.status.equals(Status.UNKNOWN);
    }

    boolean isRequiredAndAway() {
        return this.dependency.required() && isAway();
    }

    /**
     * Looks at it.
     * @return whether the look failed, so that it is worth another soon
     */
    boolean check() {
        try {
            this.dependency.check();
            this.failures = 0;
            becomes(Status.UP, null);
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
        catch (Exception ex) {
            this.failures = Math.min(FAILURES, this.failures + 1);
            if (this.failures == FAILURES) {
                becomes(this.dependency.required() ? Status.DOWN : Degraded.STATUS, ex);
            }
            return true;
        }
    }

    /** Says nothing of why: addresses and messages of drivers are for the log. */
    @Override
    public Health health() {
        return Health.status(this.status).build();
    }

    private void becomes(Status next, @Nullable Exception reason) {
        Status before = this.status;
        this.status = next;
        if (next.equals(before) || (before.equals(Status.UNKNOWN) && reason == null)) {
            return;
        }
        if (reason == null) {
            log.info("{} is there again", name());
        }
        else if (before.equals(Status.UNKNOWN)) {
            log.info("{} is not there yet", name());
        }
        else {
            log.warn("{} is away: {}", name(), reason.toString());
        }
    }

}

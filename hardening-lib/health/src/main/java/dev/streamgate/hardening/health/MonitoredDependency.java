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
 * A dependency and the result of its last checks. It counts as unavailable after two
 * consecutive failures, so that one lost packet has no effect. One thread checks; any
 * thread reads the result without blocking.
 */
class MonitoredDependency implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(MonitoredDependency.class);

    private static final int FAILURE_THRESHOLD = 2;

    private final Dependency dependency;

    private volatile Status status = Status.UNKNOWN;

    private int failures;

    MonitoredDependency(Dependency dependency) {
        this.dependency = dependency;
    }

    String name() {
        return this.dependency.name();
    }

    boolean isUnavailable() {
        return !this.status.equals(Status.UP) && !this.status.equals(Status.UNKNOWN);
    }

    boolean isRequiredAndUnavailable() {
        return this.dependency.required() && isUnavailable();
    }

    /**
     * Checks the dependency.
     * @return whether the check failed
     */
    boolean check() {
        try {
            this.dependency.check();
            this.failures = 0;
            changeStatus(Status.UP, null);
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
        catch (Exception ex) {
            this.failures = Math.min(FAILURE_THRESHOLD, this.failures + 1);
            if (this.failures == FAILURE_THRESHOLD) {
                changeStatus(this.dependency.required() ? Status.DOWN : Degraded.STATUS, ex);
            }
            return true;
        }
    }

    /** Omits the cause: driver messages contain addresses and belong to the log only. */
    @Override
    public Health health() {
        return Health.status(this.status).build();
    }

    private void changeStatus(Status next, @Nullable Exception reason) {
        Status before = this.status;
        this.status = next;
        if (next.equals(before) || (before.equals(Status.UNKNOWN) && reason == null)) {
            return;
        }
        if (reason == null) {
            log.info("Dependency {} is available again", name());
        }
        else if (before.equals(Status.UNKNOWN)) {
            log.info("Dependency {} is not available yet", name());
        }
        else {
            log.warn("Dependency {} is unavailable: {}", name(), reason.toString());
        }
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseStatus;

/** A lease as its transcoder knows it. */
class SimulatedLease {

    private final Lease lease;

    private @Nullable Instant validUntil;

    SimulatedLease(Lease lease) {
        this.lease = lease;
        this.validUntil = lease.expiresAt();
    }

    Lease lease() {
        return this.lease;
    }

    boolean isSegmented() {
        return this.lease.payload().containsKey("toSegment");
    }

    void extend(LeaseStatus status) {
        this.validUntil = status.cancelled() ? null : status.expiresAt();
    }

    void end() {
        this.validUntil = null;
    }

    boolean isValid(Instant now) {
        return this.validUntil != null && now.isBefore(this.validUntil);
    }

    /** Whether both may not be valid at once. */
    boolean excludes(SimulatedLease other) {
        boolean sameJob = this.lease.jobId().equals(other.lease.jobId()) && this.lease.type().equals("sample.work");
        Object key = this.lease.payload().get("packageKey");
        boolean samePackage = key != null && key.equals(other.lease.payload().get("packageKey"));
        return sameJob || (samePackage
                && this.lease.type().equals(MediaTask.PURGE) != other.lease.type().equals(MediaTask.PURGE));
    }

    @Override
    public String toString() {
        return "lease %d of %s %s until %s".formatted(this.lease.fencingToken(), this.lease.type(), this.lease.jobId(),
                this.validUntil);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.Completion;
import dev.streamgate.contracts.worker.Failure;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.worker.profile.EncodingProfiles;

/** {@code /internal/v1/leases}, for runners. */
@RestController
class LeaseController implements LeaseApi {

    private final Leases leases;

    private final EncodingProfiles profiles;

    LeaseController(Leases leases, EncodingProfiles profiles) {
        this.leases = leases;
        this.profiles = profiles;
    }

    @LongRunning
    @Override
    public ResponseEntity<Lease> acquire(LeaseRequest request) {
        if (request.profiles() != null) {
            this.profiles.announce(request.profiles());
        }
        return this.leases.acquire(request).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Override
    public LeaseStatus heartbeat(String jobId, Heartbeat heartbeat) {
        return this.leases.heartbeat(jobId, heartbeat);
    }

    @Override
    @Audited("job.complete")
    public void complete(String jobId, Completion completion) {
        this.leases.complete(jobId, completion.fencingToken(), completion.result());
    }

    @Override
    @Audited("job.fail")
    public void fail(String jobId, Failure failure) {
        this.leases.fail(jobId, failure.fencingToken(), failure.error(), failure.retryable());
    }

}

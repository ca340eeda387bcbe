/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The queue's interface for runners. For services only.
 * <p>
 * Each lease has a fencing token, which increases with every lease of the task. All calls
 * but {@link #acquire} reject an outdated token with 409 {@code lease-lost}, so that a
 * runner that lost its lease (a pause, a network partition) cannot change the task; it
 * must stop at once and discard what it has not published.
 */
@HttpExchange("/internal/v1/leases")
public interface LeaseApi {

    /**
     * Leases the first queued task of the given types; waits for one if the queue has no
     * such task.
     * @return 200 with the lease, or 204 if the wait ended without a task
     */
    @PostExchange
    ResponseEntity<Lease> acquire(@Valid @RequestBody LeaseRequest request);

    /**
     * Extends the lease and reports progress. Sent at least every second while a task
     * runs, and immediately after each published segment.
     */
    @PostExchange("/{jobId}/heartbeat")
    LeaseStatus heartbeat(@PathVariable String jobId, @Valid @RequestBody Heartbeat heartbeat);

    /**
     * Ends the lease with a result. Idempotent: a repeated call with the same token
     * succeeds without effect.
     */
    @PostExchange("/{jobId}/complete")
    void complete(@PathVariable String jobId, @Valid @RequestBody Completion completion);

    /** Ends the lease with an error; the queue decides whether to retry. */
    @PostExchange("/{jobId}/fail")
    void fail(@PathVariable String jobId, @Valid @RequestBody Failure failure);

}

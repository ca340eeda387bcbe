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
 * How a runner takes work from the queue. For services only.
 * <p>
 * A lease is held by its fencing token: a number that grows with each lease of the job,
 * so that a runner which lost its lease (it paused, its network broke) can change nothing
 * any more. Every call but {@link #acquire} answers 409 with problem type
 * {@code lease-lost} to a token that is not the newest; the runner then stops its work at
 * once and throws away what it had not published.
 */
@HttpExchange("/internal/v1/leases")
public interface LeaseApi {

    /**
     * Takes the first queued task of the given types; waits for one when there is none.
     * @return 200 with the lease, or 204 when the wait ended without one
     */
    @PostExchange
    ResponseEntity<Lease> acquire(@Valid @RequestBody LeaseRequest request);

    /**
     * Keeps the lease and tells how far the work is. Called at least each second while a
     * task runs, and at once after each segment that was published.
     */
    @PostExchange("/{jobId}/heartbeat")
    LeaseStatus heartbeat(@PathVariable String jobId, @Valid @RequestBody Heartbeat heartbeat);

    /**
     * Ends the lease with a result. Repeating the call with the same token changes
     * nothing and succeeds.
     */
    @PostExchange("/{jobId}/complete")
    void complete(@PathVariable String jobId, @Valid @RequestBody Completion completion);

    /** Ends the lease with an error; the queue decides on another attempt. */
    @PostExchange("/{jobId}/fail")
    void fail(@PathVariable String jobId, @Valid @RequestBody Failure failure);

}

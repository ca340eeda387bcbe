/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** On-demand encoding of segments that viewers wait for. For services only. */
@HttpExchange("/internal/v1/on-demand-segments")
public interface OnDemandApi {

    /**
     * Moves a segment to the front of the queue, in a task of its own if it is part of a
     * longer one, and waits until it is published or the wait has ended. Concurrent
     * requests for one segment share its task.
     */
    @PostExchange
    OnDemandResult request(@Valid @RequestBody OnDemandRequest request);

}

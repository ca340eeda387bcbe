/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * How the streaming side asks for a segment that a viewer waits for. For services only.
 */
@HttpExchange("/internal/v1/demands")
public interface OnDemandApi {

    /**
     * Puts the segment first in the queue, in a task of its own where it is part of a
     * longer one, and waits until it is published or the wait is over. Any number of
     * callers may wait for one segment; it is made once.
     */
    @PostExchange
    OnDemandResult demand(@Valid @RequestBody OnDemandRequest demand);

}

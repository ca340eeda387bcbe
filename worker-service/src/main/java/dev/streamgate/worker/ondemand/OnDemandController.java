/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;

/** {@code /internal/v1/on-demand-segments}, for streaming-service. */
@RestController
class OnDemandController implements OnDemandApi {

    private final OnDemandSegments segments;

    OnDemandController(OnDemandSegments segments) {
        this.segments = segments;
    }

    @Override
    public OnDemandResult request(OnDemandRequest request) {
        return this.segments.request(request);
    }

}

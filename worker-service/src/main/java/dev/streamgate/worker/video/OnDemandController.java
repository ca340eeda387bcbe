/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandResult;

/** Where streaming-service asks for segments. */
@RestController
class OnDemandController implements OnDemandApi {

    private final OnDemandSegments demands;

    OnDemandController(OnDemandSegments demands) {
        this.demands = demands;
    }

    @Override
    public OnDemandResult demand(OnDemandRequest demand) {
        return this.demands.answer(demand);
    }

}

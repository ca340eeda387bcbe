/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * Encoding profiles and statistics of transcoder-service. The transcodes below the same
 * path belong to worker-service.
 */
@HttpExchange("/api/v1/transcodes")
public interface TranscoderApi {

    /** Returns the encoding profiles and the encoder settings. */
    @GetExchange("/profiles")
    ProfilesView profiles();

    /** Returns the statistics of the instance that serves the request; for operators. */
    @GetExchange("/metrics")
    TranscoderMetricsView metrics();

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of request ids and traces.
 *
 * @param enabled Whether requests have ids and traces continue in background work.
 * @param trustRemoteSampling Whether the sampled flag of a caller's traceparent decides
 * if its request is sampled, as between the services of one system. At an edge with
 * untrusted callers, false: their trace id is kept, their flag is ignored.
 * @param actuator Whether requests to the actuator are exported as spans, as by Spring
 * Boot's default.
 * @param forwardRequestId Whether calls by RestClient send the id of the request that
 * caused them. Enable it if the called services belong to the same system.
 * @param requestIdsOfProxiesOnly Whether only the X-Request-Id of a trusted proxy
 * (streamgate.network.trusted-proxies) becomes the id of a request. Otherwise each client
 * chooses what log lines are searched by.
 */
@ConfigurationProperties("streamgate.tracing")
public record TracingProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean trustRemoteSampling, @DefaultValue("true") boolean actuator,
        @DefaultValue("false") boolean forwardRequestId, @DefaultValue("false") boolean requestIdsOfProxiesOnly) {
}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Request ids and traces.
 *
 * @param enabled Whether requests have ids and traces go on in background work.
 * @param callersDecide Whether a caller's traceparent says if its request is sampled, as
 * between the services of one system. At an edge where strangers call, false: their trace
 * id is kept, their wish is not.
 * @param actuator Whether requests to the actuator are exported as spans.
 */
@ConfigurationProperties("streamgate.tracing")
public record TracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean callersDecide,
        @DefaultValue("false") boolean actuator) {
}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sets the W3C traceparent header of a forwarded request. The client's tracestate is not
 * propagated. Thread-safe.
 */
final class TraceHeaders {

    private final @Nullable Tracer tracer;

    private final @Nullable Propagator propagator;

    TraceHeaders(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    void write(HttpMessage request) {
        if (this.tracer == null || this.propagator == null) {
            return;
        }
        TraceContext context = this.tracer.currentTraceContext().context();
        if (context != null) {
            this.propagator.inject(context, request, (carrier, name, value) -> {
                if (carrier != null && name.equalsIgnoreCase("traceparent")) {
                    carrier.setHeader(name, value);
                }
            });
        }
    }

}

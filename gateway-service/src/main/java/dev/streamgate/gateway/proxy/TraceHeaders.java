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
 * Passes the present trace on (W3C traceparent), but not what a caller has added to it
 * (tracestate). Safe for threads.
 */
final class TraceHeaders {

    private final @Nullable Tracer tracer;

    private final @Nullable Propagator propagator;

    TraceHeaders(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    void write(HttpMessage message) {
        if (this.tracer == null || this.propagator == null) {
            return;
        }
        TraceContext context = this.tracer.currentTraceContext().context();
        if (context != null) {
            this.propagator.inject(context, message, (carrier, name, value) -> {
                if (carrier != null && name.equalsIgnoreCase("traceparent")) {
                    carrier.setHeader(name, value);
                }
            });
        }
    }

}

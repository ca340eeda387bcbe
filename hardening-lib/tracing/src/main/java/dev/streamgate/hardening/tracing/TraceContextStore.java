/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Propagates trace contexts to other threads, to later work and to other processes:
 * {@link #current()} returns the context to store with a row of an outbox or a queue,
 * {@link #resume} continues it. The sampling decision of the trace is kept. Thread-safe;
 * negligible cost while tracing is disabled.
 */
public final class TraceContextStore {

    private static final String HEADER = "traceparent";

    private final Tracer tracer;

    private final Propagator propagator;

    /**
     * Creates a store.
     * @param tracer opens spans
     * @param propagator reads and writes W3C trace contexts
     */
    public TraceContextStore(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /**
     * Creates a store that records no spans, for applications without tracing.
     * @return a new store
     */
    public static TraceContextStore noop() {
        return new TraceContextStore(Tracer.NOOP, Propagator.NOOP);
    }

    /**
     * Returns the current trace context. Omits {@code tracestate}: the library sets none
     * and does not forward that of callers.
     * @return a W3C {@code traceparent} of 55 characters; null outside of a span
     */
    public @Nullable String current() {
        Span span = this.tracer.currentSpan();
        if (span == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        this.propagator.inject(span.context(), carrier, (target, key, value) -> carrier.put(key, value));
        return carrier.get(HEADER);
    }

    /**
     * Starts a span that continues a stored trace, and makes it current on this thread
     * until it is closed. Log lines contain the trace id, and the given request id unless
     * one is set.
     * @param traceparent a result of {@link #current()}; null, or a malformed value,
     * starts a new trace
     * @param name name of the span, from code and not from data
     * @param requestId request id for log lines and outgoing calls, for instance the
     * job's id; null for none
     * @return the span, to be closed on the same thread
     */
    public ResumedSpan resume(@Nullable String traceparent, String name, @Nullable String requestId) {
        Span span = startFrom(traceparent).name(name).start();
        return new ResumedSpan(span, this.tracer.withSpan(span), requestId);
    }

    /**
     * Starts a child of the current span without making it current.
     * @param name name of the span, from code and not from data
     * @return the span, to be closed on any thread
     */
    public ResumedSpan startChild(String name) {
        return new ResumedSpan(this.tracer.nextSpan().name(name).start(), null, null);
    }

    /**
     * Records a finished span as part of a stored trace.
     * @param traceparent the trace and the parent span
     * @param name name of the span, from code and not from data
     * @param startedAt start of the span
     * @param endedAt end of the span
     * @param tags attributes of the span
     */
    public void record(String traceparent, String name, Instant startedAt, Instant endedAt, Map<String, String> tags) {
        Span.Builder builder = startFrom(traceparent).name(name)
            .startTimestamp(micros(startedAt), TimeUnit.MICROSECONDS);
        tags.forEach(builder::tag);
        builder.start().end(micros(endedAt), TimeUnit.MICROSECONDS);
    }

    private Span.Builder startFrom(@Nullable String traceparent) {
        Map<String, String> carrier = (traceparent != null) ? Map.of(HEADER, traceparent) : Map.of();
        return this.propagator.extract(carrier, Map::get);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }

    /** An open span; closing it ends the span. Not thread-safe. */
    public static final class ResumedSpan implements AutoCloseable {

        private final Span span;

        private final Tracer.@Nullable SpanInScope scope;

        private final boolean requestIdSet;

        private ResumedSpan(Span span, Tracer.@Nullable SpanInScope scope, @Nullable String requestId) {
            this.span = span;
            this.scope = scope;
            this.requestIdSet = requestId != null && MDC.get(RequestIdFilter.KEY) == null;
            if (this.requestIdSet) {
                MDC.put(RequestIdFilter.KEY, requestId);
            }
        }

        /**
         * Adds an attribute.
         * @param key name of the attribute
         * @param value its value; no secret and no user input
         * @return this
         */
        public ResumedSpan tag(String key, String value) {
            this.span.tag(key, value);
            return this;
        }

        /**
         * Sets the span's status to error.
         * @param reason the reason, from code: exception messages may contain user input
         */
        public void error(String reason) {
            this.span.error(new SpanError(reason));
        }

        /** Ends the span and restores the previous scope and request id of the thread. */
        @Override
        public void close() {
            if (this.scope != null) {
                this.scope.close();
            }
            this.span.end();
            if (this.requestIdSet) {
                MDC.remove(RequestIdFilter.KEY);
            }
        }

    }

    /** Carries a reason without a stack trace. */
    private static final class SpanError extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SpanError(String reason) {
            super(reason, null, false, false);
        }

    }

}

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
 * Keeps a trace together where work goes on in another thread, later, or in another
 * process: {@link #current()} gives what to store with a row of an outbox or a queue,
 * {@link #resume} goes on from there. Whether a trace is sampled is decided where it
 * begins and kept. Safe for threads; costs nothing worth mentioning where nobody traces.
 */
public final class TraceContextStore {

    private static final String HEADER = "traceparent";

    private final Tracer tracer;

    private final Propagator propagator;

    /**
     * For applications that make their own.
     * @param tracer opens spans
     * @param propagator reads and writes W3C trace contexts
     */
    public TraceContextStore(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** For who does not trace: every span is none. */
    public static TraceContextStore none() {
        return new TraceContextStore(Tracer.NOOP, Propagator.NOOP);
    }

    /**
     * The present trace and span as a W3C {@code traceparent} of 55 characters;
     * {@code null} outside of one. A {@code tracestate} is not kept: the library makes
     * none, and what callers send ends where it came in.
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
     * Begins a piece of work that belongs to a trace, on this thread: until it is closed
     * log lines have the trace's id, and the given request id unless there is one.
     * @param traceparent what {@link #current()} said; {@code null}, or anything that is
     * no trace context, begins a new trace
     * @param name what is done, from code and not from data
     * @param requestId what log lines and calls to others are found by, for instance the
     * job's id; {@code null} for none
     */
    public ResumedSpan resume(@Nullable String traceparent, String name, @Nullable String requestId) {
        Span span = span(traceparent).name(name).start();
        return new ResumedSpan(span, this.tracer.withSpan(span), requestId);
    }

    /**
     * Begins a part of the present work; the caller closes it on any thread. Spans that
     * are opened meanwhile are not within it.
     */
    public ResumedSpan part(String name) {
        return new ResumedSpan(this.tracer.nextSpan().name(name).start(), null, null);
    }

    /**
     * Adds a span that is over already to a stored trace.
     * @param traceparent the trace and the span it belongs to
     * @param name what was done
     * @param tags its attributes
     */
    public void record(String traceparent, String name, Instant began, Instant ended, Map<String, String> tags) {
        Span.Builder builder = span(traceparent).name(name).startTimestamp(micros(began), TimeUnit.MICROSECONDS);
        tags.forEach(builder::tag);
        builder.start().end(micros(ended), TimeUnit.MICROSECONDS);
    }

    private Span.Builder span(@Nullable String traceparent) {
        Map<String, String> carrier = (traceparent != null) ? Map.of(HEADER, traceparent) : Map.of();
        return this.propagator.extract(carrier, Map::get);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }

    /** Work under way; closing it ends its span. */
    public static final class ResumedSpan implements AutoCloseable {

        private final Span span;

        private final Tracer.@Nullable SpanInScope scope;

        private final boolean named;

        private ResumedSpan(Span span, Tracer.@Nullable SpanInScope scope, @Nullable String requestId) {
            this.span = span;
            this.scope = scope;
            this.named = requestId != null && MDC.get(RequestIdFilter.KEY) == null;
            if (this.named) {
                MDC.put(RequestIdFilter.KEY, requestId);
            }
        }

        /**
         * Adds an attribute.
         * @param key its name
         * @param value its value: no secrets, nothing that a user has typed
         */
        public ResumedSpan tag(String key, String value) {
            this.span.tag(key, value);
            return this;
        }

        /**
         * Marks it as failed.
         * @param reason why, in words from code: messages of exceptions may hold what
         * users typed
         */
        public void failed(String reason) {
            this.span.error(new FailedWork(reason));
        }

        /** Ends it; the thread is then as it was before. */
        @Override
        public void close() {
            if (this.scope != null) {
                this.scope.close();
            }
            this.span.end();
            if (this.named) {
                MDC.remove(RequestIdFilter.KEY);
            }
        }

    }

    /** Carries a reason; where it happened is what the span says. */
    private static final class FailedWork extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedWork(String reason) {
            super(reason, null, false, false);
        }

    }

}

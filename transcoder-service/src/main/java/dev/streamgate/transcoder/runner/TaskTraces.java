package dev.streamgate.transcoder.runner;

import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.Lease;

/** Makes each task a part of the trace of the upload that it belongs to. */
@Component
class TaskTraces {

    private final Tracer tracer;

    private final Propagator propagator;

    TaskTraces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
        this.propagator = propagator.getIfAvailable(() -> Propagator.NOOP);
    }

    /** Begins the span of a task on this thread; closing ends it. */
    Scope open(Lease lease) {
        String parent = lease.traceparent();
        Map<String, String> carrier = (parent != null) ? Map.of("traceparent", parent) : Map.of();
        Span span = this.propagator.extract(carrier, Map::get).name(lease.type()).start();
        Tracer.SpanInScope scope = this.tracer.withSpan(span);
        return () -> {
            scope.close();
            span.end();
        };
    }

    /** A span that lasts. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {

        @Override
        void close();

    }

}

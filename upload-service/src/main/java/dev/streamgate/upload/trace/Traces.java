package dev.streamgate.upload.trace;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Keeps a trace together where work goes on in another thread, later, or in another
 * process. Safe for threads.
 */
@Component
public final class Traces {

    private static final String HEADER = "traceparent";

    private final ObjectProvider<Tracer> tracer;

    private final ObjectProvider<Propagator> propagator;

    Traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** The present trace as a W3C {@code traceparent}; {@code null} outside of one. */
    public @Nullable String current() {
        Tracer present = this.tracer.getIfAvailable();
        Propagator writer = this.propagator.getIfAvailable();
        Span span = (present != null) ? present.currentSpan() : null;
        if (span == null || writer == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        writer.inject(span.context(), carrier, (target, key, value) -> carrier.put(key, value));
        return carrier.get(HEADER);
    }

    /**
     * Opens a span that goes on where {@link #current} was asked.
     * @param traceparent what was answered there
     * @param name the span's name
     */
    public Scope resume(@Nullable String traceparent, String name) {
        Tracer present = this.tracer.getIfAvailable();
        Propagator reader = this.propagator.getIfAvailable();
        if (present == null || reader == null) {
            return () -> {
            };
        }
        Map<String, String> carrier = (traceparent != null) ? Map.of(HEADER, traceparent) : Map.of();
        Span span = reader.extract(carrier, Map::get).name(name).start();
        Tracer.SpanInScope scope = present.withSpan(span);
        return () -> {
            scope.close();
            span.end();
        };
    }

    /** A span that is open; closing it ends it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        @Override
        void close();

    }

}

package dev.streamgate.worker.job;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The trace of the present call, written as W3C says, so that it can be stored. */
@Component
class CurrentTrace {

    private final ObjectProvider<Tracer> tracer;

    CurrentTrace(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer;
    }

    @Nullable String traceparent() {
        Tracer available = this.tracer.getIfAvailable();
        Span span = (available != null) ? available.currentSpan() : null;
        if (span == null || span.context().traceId().isEmpty()) {
            return null;
        }
        String flags = Boolean.TRUE.equals(span.context().sampled()) ? "01" : "00";
        return "00-%s-%s-%s".formatted(span.context().traceId(), span.context().spanId(), flags);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Samples requests of untrusted callers with a fixed probability, independent of the
 * sampled flag and the trace id that they send. Local children follow their parent span.
 * Thread-safe.
 */
class EdgeSampler implements Sampler {

    private final double probability;

    EdgeSampler(double probability) {
        this.probability = probability;
    }

    @Override
    public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
            Attributes attributes, List<LinkData> links) {
        SpanContext parentSpan = Span.fromContext(parent).getSpanContext();
        boolean sampled = (parentSpan.isValid() && !parentSpan.isRemote()) ? parentSpan.isSampled()
                : ThreadLocalRandom.current().nextDouble() < this.probability;
        return sampled ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return String.format(Locale.ROOT, "EdgeSampler{%.6f}", this.probability);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeSamplerTests {

    /** A trace id that ratio-based samplers always sample. */
    private static final String TRACE = "00000000000000000000000000000001";

    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void anUntrustedCallerCannotForceOrPreventSampling() {
        Context forcing = remote(TraceFlags.getSampled());
        assertThat(decide(0, forcing)).isEqualTo(SamplingDecision.DROP);
        Context hiding = remote(TraceFlags.getDefault());
        assertThat(decide(1, hiding)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void aLocalChildFollowsItsParent() {
        assertThat(decide(0, local(TraceFlags.getSampled()))).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
        assertThat(decide(1, local(TraceFlags.getDefault()))).isEqualTo(SamplingDecision.DROP);
    }

    @Test
    void theProbabilityAppliesRegardlessOfTheCallersFlag() {
        EdgeSampler sampler = new EdgeSampler(0.5);
        Context forcing = remote(TraceFlags.getSampled());
        long sampled = java.util.stream.IntStream.range(0, 10_000)
            .filter((i) -> decide(sampler, forcing) == SamplingDecision.RECORD_AND_SAMPLE)
            .count();
        assertThat(sampled).isBetween(4_500L, 5_500L);
    }

    private static SamplingDecision decide(double probability, Context parent) {
        return decide(new EdgeSampler(probability), parent);
    }

    private static SamplingDecision decide(EdgeSampler sampler, Context parent) {
        return sampler.shouldSample(parent, TRACE, "request", SpanKind.SERVER, Attributes.empty(), List.of())
            .getDecision();
    }

    private static Context remote(TraceFlags flags) {
        return Context.root()
            .with(Span.wrap(SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault())));
    }

    private static Context local(TraceFlags flags) {
        return Context.root().with(Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault())));
    }

}

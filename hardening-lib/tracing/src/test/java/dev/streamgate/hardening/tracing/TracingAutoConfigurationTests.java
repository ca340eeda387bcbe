/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TracingAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class));

    @Test
    void itIsEnabledWithDefaults() {
        this.runner.run((context) -> {
            assertThat(context).hasSingleBean(TraceContextStore.class)
                .hasBean("requestIdFilter")
                .hasSingleBean(SpanExportingPredicate.class)
                .doesNotHaveBean(Sampler.class);
            assertThat(context.getBean(TracingProperties.class)).isEqualTo(new TracingProperties(true, true, false));
        });
    }

    @Test
    void spansAreNoopsWithoutATracer() {
        this.runner.run((context) -> {
            TraceContextStore traces = context.getBean(TraceContextStore.class);
            try (TraceContextStore.ResumedSpan span = traces
                .resume("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "work", "work-4711")) {
                span.tag("key", "value").error("why");
                assertThat(traces.current()).isNull();
            }
        });
    }

    @Test
    void thePropertyDisablesIt() {
        this.runner.withPropertyValues("streamgate.tracing.enabled=false")
            .run((context) -> assertThat(context).hasSingleBean(TraceContextStore.class)
                .doesNotHaveBean("requestIdFilter")
                .doesNotHaveBean(SpanExportingPredicate.class));
    }

    @Test
    void anEdgeSamplesIndependentlyOfItsCallers() {
        this.runner.withPropertyValues("streamgate.tracing.trust-remote-sampling=false")
            .run((context) -> assertThat(context).getBean(Sampler.class).isInstanceOf(EdgeSampler.class));
    }

    @Test
    void itBacksOffForTheApplicationsBeans() {
        this.runner.withBean("own", TraceContextStore.class, TraceContextStore::noop)
            .run((context) -> assertThat(context).getBean(TraceContextStore.class).isSameAs(context.getBean("own")));
        this.runner
            .withPropertyValues("streamgate.tracing.trust-remote-sampling=false", "streamgate.tracing.actuator=true")
            .withBean("ownSampler", Sampler.class, Sampler::alwaysOn)
            .run((context) -> assertThat(context).hasSingleBean(Sampler.class)
                .doesNotHaveBean(SpanExportingPredicate.class));
    }

}

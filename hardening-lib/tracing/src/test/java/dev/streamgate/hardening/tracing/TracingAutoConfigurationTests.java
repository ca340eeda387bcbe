/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.tracing;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
                .doesNotHaveBean(SpanExportingPredicate.class)
                .doesNotHaveBean(RestClientCustomizer.class)
                .doesNotHaveBean(Sampler.class);
            assertThat(context.getBean(TracingProperties.class))
                .isEqualTo(new TracingProperties(true, true, true, false, false));
        });
    }

    @Test
    void itStartsWithoutOptionalDependencies() {
        this.runner
            .withClassLoader(new FilteredClassLoader("io.micrometer.tracing", "io.opentelemetry",
                    "org.springframework.boot.restclient", "org.springframework.boot.micrometer"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasBean("requestIdFilter")
                .doesNotHaveBean(TraceContextStore.class));
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web"))
            .run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TraceContextStore.class));
    }

    @Test
    void spansOfTheActuatorAndRequestIdsOfOutgoingCallsAreChangedOnRequest() {
        this.runner
            .withPropertyValues("streamgate.tracing.actuator=false", "streamgate.tracing.forward-request-id=true")
            .run((context) -> assertThat(context).hasSingleBean(SpanExportingPredicate.class)
                .hasSingleBean(RestClientCustomizer.class));
    }

    @Test
    void itEnablesNoExporter() {
        this.runner.run((context) -> assertThat(
                context.getBeanNamesForType(io.opentelemetry.sdk.trace.export.SpanExporter.class))
            .isEmpty());
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
        this.runner
            .withPropertyValues("streamgate.tracing.enabled=false", "streamgate.tracing.actuator=false",
                    "streamgate.tracing.forward-request-id=true")
            .run((context) -> assertThat(context).hasSingleBean(TraceContextStore.class)
                .doesNotHaveBean("requestIdFilter")
                .doesNotHaveBean(RestClientCustomizer.class)
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
        this.runner.withPropertyValues("streamgate.tracing.trust-remote-sampling=false")
            .withBean("ownSampler", Sampler.class, Sampler::alwaysOn)
            .run((context) -> assertThat(context).hasSingleBean(Sampler.class)
                .doesNotHaveBean(SpanExportingPredicate.class));
    }

}

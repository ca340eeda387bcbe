/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withConfiguration(
                AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class, MetricsAutoConfiguration.class));

    @Test
    void itIsEnabledWithDefaults() {
        this.runner.run((context) -> {
            assertThat(context).hasSingleBean(ServiceMetrics.class).hasBean("requestMetricsFilter");
            MetricsProperties properties = context.getBean(MetricsProperties.class);
            assertThat(properties.window()).isEqualTo(Duration.ofMinutes(1));
            assertThat(properties.latencyBuckets()).hasSize(11).startsWith(Duration.ofMillis(5));
            assertThat(properties.maxSeries()).isEqualTo(1000);
            assertThat(properties.limitedMeters()).containsExactly("streamgate.*");
        });
    }

    @Test
    void thePropertyDisablesIt() {
        this.runner.withPropertyValues("streamgate.metrics.enabled=false")
            .run((context) -> assertThat(context).doesNotHaveBean(ServiceMetrics.class)
                .doesNotHaveBean(SeriesLimitPostProcessor.class));
    }

    @Test
    void theSeriesOfEveryRegistryAreBounded() {
        this.runner.withPropertyValues("streamgate.metrics.max-series=10", "streamgate.metrics.limited-meters=*")
            .withBean("second", MeterRegistry.class, SimpleMeterRegistry::new,
                    (definition) -> definition.setAutowireCandidate(false))
            .run((context) -> context.getBeansOfType(MeterRegistry.class).values().forEach((registry) -> {
                for (int i = 0; i < 100; i++) {
                    registry.counter("hostile", "path", "/" + i).increment();
                }
                assertThat(registry.find("hostile").counters()).hasSize(10);
            }));
    }

    @Test
    void theActuatorIsExcludedBelowThePathOfTheServlet() {
        this.runner.withPropertyValues("spring.mvc.servlet.path=/app", "management.endpoints.web.base-path=/manage")
            .run((context) -> {
                RequestMetricsFilter filter = (RequestMetricsFilter) context
                    .getBean("requestMetricsFilter", FilterRegistrationBean.class)
                    .getFilter();
                assertThat(filter.shouldNotFilter(new MockHttpServletRequest("GET", "/app/manage/health"))).isTrue();
                assertThat(filter.shouldNotFilter(new MockHttpServletRequest("GET", "/app/orders"))).isFalse();
            });
    }

    @Test
    void itStartsWithoutServlets() {
        new ApplicationContextRunner().withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web",
                    "org.springframework.boot.web.servlet"))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServiceMetrics.class));
    }

    @Test
    void itBacksOffWithoutARegistry() {
        new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServiceMetrics.class));
    }

    @Test
    void itBacksOffForTheApplicationsBean() {
        this.runner
            .withBean("own", ServiceMetrics.class,
                    () -> new ServiceMetrics(new SimpleMeterRegistry(),
                            new MetricsProperties(true, Duration.ofSeconds(5), java.util.List.of(), 10,
                                    java.util.List.of()),
                            null, System::nanoTime))
            .run((context) -> assertThat(context).getBean(ServiceMetrics.class).isSameAs(context.getBean("own")));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        this.runner.withPropertyValues("streamgate.metrics.window=1s")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("window"));
        this.runner.withPropertyValues("streamgate.metrics.max-series=0")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("maxSeries"));
    }

}

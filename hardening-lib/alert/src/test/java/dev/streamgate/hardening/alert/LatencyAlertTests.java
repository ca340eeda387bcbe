/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.metrics.MetricsAutoConfiguration;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules about latency apply to every controller, whatever its name. */
class LatencyAlertTests {

    @ParameterizedTest
    @ValueSource(classes = { OrderController.class, LeaseController.class, TusController.class })
    void aSlowControllerFiresUnderAnyName(Class<?> controller) {
        assertThat(firing(controller)).containsExactly("LatencyHigh");
    }

    @Test
    void anOperationThatIsLongByNatureDoesNot() {
        assertThat(firing(FeedController.class)).isEmpty();
    }

    /** Names of the alerts that fire if no latency is low enough. */
    private static List<String> firing(Class<?> controller) {
        List<String> names = new ArrayList<>();
        MovableClock clock = new MovableClock();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new WebApplicationContextRunner().withBean(MeterRegistry.class, () -> meters)
            .withBean(PrometheusRegistry.class, meters::getPrometheusRegistry)
            .withBean(Clock.class, () -> clock)
            .withBean(controller)
            .withConfiguration(AutoConfigurations.of(DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class,
                    MetricsAutoConfiguration.class, AlertAutoConfiguration.class))
            .withPropertyValues("streamgate.alert.evaluation-interval=1h",
                    "streamgate.alert.rules.LatencyHigh.threshold=0", "streamgate.alert.rules.LatencyHigh.for=0s")
            .run((context) -> {
                MockMvc client = MockMvcBuilders.webAppContextSetup(context).build();
                AlertEvaluator evaluator = context.getBean(AlertEvaluator.class);
                client.perform(MockMvcRequestBuilders.get("/work"));
                evaluator.evaluate();
                clock.advance(Duration.ofMinutes(1));
                for (int i = 0; i < 60; i++) {
                    client.perform(MockMvcRequestBuilders.get("/work"));
                }
                evaluator.evaluate();
                evaluator.active()
                    .stream()
                    .filter((alert) -> alert.state() == AlertState.FIRING)
                    .forEach((alert) -> names.add(alert.rule()));
            });
        return names;
    }

    static class Work {

        @GetMapping("/work")
        String work() {
            return "done";
        }

    }

    @RestController
    static class OrderController extends Work {

    }

    @RestController
    static class LeaseController extends Work {

    }

    @RestController
    static class TusController extends Work {

    }

    @RestController
    @LongRunning
    static class FeedController extends Work {

    }

}

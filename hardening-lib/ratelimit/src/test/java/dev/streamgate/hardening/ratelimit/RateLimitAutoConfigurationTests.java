/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

public class RateLimitAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class,
                DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, ProblemAutoConfiguration.class,
                NetworkAutoConfiguration.class, RateLimitAutoConfiguration.class));

    @Test
    void isEnabledWithADefaultPlan() {
        this.runner.run((context) -> assertThat(context.getBean(RateLimiter.class).plans())
            .isEqualTo(Map.of("default", RateLimitPlan.perSecond(1000, 100))));
    }

    @Test
    void whenDisabledNoPlanHasToExist() {
        this.runner
            .withPropertyValues("streamgate.rate-limit.enabled=false",
                    "streamgate.rate-limit.before-authentication.plan=none", "streamgate.rate-limit.urls[0].pattern=/x",
                    "streamgate.rate-limit.urls[0].plan=none")
            .withUserConfiguration(MisspeltController.class)
            .run((context) -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(RouteLimits.class).plan("any")).isNotNull();
                assertThat(context.getBean(RateLimitEnforcer.class).tryConsume("any", RateLimitKey.user("ann")))
                    .isEqualTo(RateLimitEnforcer.UNLIMITED);
            });
    }

    @Test
    void startsWithoutOptionalLibraries() {
        this.runner
            .withClassLoader(new FilteredClassLoader("io.micrometer", "io.lettuce", "io.github.bucket4j",
                    "io.github.resilience4j", "com.github.benmanes.caffeine", "org.springframework.security",
                    "org.springframework.boot.actuate", "org.springframework.boot.restclient",
                    "dev.streamgate.hardening.valkey"))
            .run((context) -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(RateLimitEnforcer.class).tryConsume("default", RateLimitKey.user("ann")))
                    .isPositive();
            });
    }

    @Test
    void startsWithoutAWebServer() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RateLimitAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet",
                    "org.springframework.security"))
            .withPropertyValues("streamgate.rate-limit.plans.once.capacity=1",
                    "streamgate.rate-limit.plans.once.refill=1", "streamgate.rate-limit.plans.once.period=1d")
            .withUserConfiguration(Worker.class)
            .run((context) -> {
                Worker worker = context.getBean(Worker.class);
                worker.work();
                assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(worker::work);
            });
    }

    @Test
    void backsOffForTheApplicationsBeans() {
        this.runner.withUserConfiguration(CustomBeans.class)
            .run((context) -> assertThat(context).hasSingleBean(RateLimiter.class)
                .hasSingleBean(RateLimitKeyResolver.class)
                .getBean(RateLimiter.class)
                .isSameAs(context.getBean("customLimiter")));
    }

    @Test
    void anUnknownPlanOfARouteFailsWithAnAction() {
        this.runner.run((context) -> assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> context.getBean(RouteLimits.class).plan("none"))
            .withMessageContaining("'none', which streamgate.rate-limit.plans lacks")
            .returns("Set streamgate.rate-limit.plans.none.capacity and .refill, or refer to an existing plan.",
                    InvalidConfigurationException::action));
    }

    @Test
    void bindsPlans() {
        this.runner
            .withPropertyValues("streamgate.rate-limit.plans.slow.capacity=3",
                    "streamgate.rate-limit.plans.slow.refill=2", "streamgate.rate-limit.plans.slow.period=1m",
                    "streamgate.rate-limit.plans.slow.shadow=true", "streamgate.rate-limit.plans.default.capacity=7",
                    "streamgate.rate-limit.plans.default.refill=1")
            .run((context) -> assertThat(context.getBean(RateLimiter.class).plans()).isEqualTo(Map.of("default",
                    RateLimitPlan.perSecond(7, 1), "slow", new RateLimitPlan(3, 2, Duration.ofMinutes(1), true))));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        fails("streamgate.rate-limit.plans.slow.refill=1", "plans[slow].capacity");
        fails("streamgate.rate-limit.max-buckets=5", "maxBuckets");
        this.runner
            .withPropertyValues("streamgate.rate-limit.plans.a.capacity=3",
                    "streamgate.rate-limit.plans.a.refill=1000000", "streamgate.rate-limit.plans.a.period=1ms")
            .run((context) -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("at most 1000000 tokens"));
        fails("streamgate.network.trusted-proxies=10.0.0.0/99", "streamgate.network.trusted-proxies");
    }

    @Test
    void anUnknownPlanOfAHandlerFailsTheStartAndIsNamed() {
        this.runner.withUserConfiguration(MisspeltController.class)
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("Misspelt")
                .hasStackTraceContaining("'upolad'")
                .hasStackTraceContaining("[default]"));
    }

    private void fails(String property, String message) {
        this.runner.withPropertyValues(property)
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(message));
    }

    @Configuration(proxyBeanMethods = false)
    static class CustomBeans {

        @Bean
        RateLimiter customLimiter() {
            return new LocalRateLimiter(Map.of(), 64, System::nanoTime);
        }

        @Bean
        RateLimitKeyResolver customResolver() {
            return (request) -> null;
        }

    }

    /** Public, since the filtered class loader defines its proxy. */
    public static class Worker {

        @RateLimited("once")
        public void work() {
            // Its calls are limited.
        }

    }

    @RestController
    static class MisspeltController {

        @GetMapping("/misspelt")
        @RateLimited("upolad")
        String get() {
            return "";
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.streamgate.hardening.ratelimit.RateLimitAutoConfiguration;
import dev.streamgate.hardening.ratelimit.RateLimitPlan;
import dev.streamgate.hardening.ratelimit.RateLimitProperties;
import dev.streamgate.hardening.ratelimit.RateLimiter;

import static org.assertj.core.api.Assertions.assertThat;

class SuiteRateLimitTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RateLimitAutoConfiguration.class));

    @Test
    void theSuitesDefaultsHaveTenPlans() {
        this.runner.withInitializer(new ConfigDataApplicationContextInitializer())
            .withPropertyValues("spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=x")
            .run((context) -> {
                Map<String, RateLimitPlan> plans = context.getBean(RateLimiter.class).plans();
                assertThat(plans).containsEntry("gateway", RateLimitPlan.perSecond(1000, 100))
                    .containsEntry("api", RateLimitPlan.perSecond(1000, 100))
                    .containsEntry("upload", RateLimitPlan.perSecond(100, 10))
                    .containsEntry("streaming", RateLimitPlan.perSecond(1000, 100))
                    .containsEntry("metadata", RateLimitPlan.perSecond(500, 50))
                    .containsEntry("cache", RateLimitPlan.perSecond(1000, 100))
                    .containsEntry("auth", RateLimitPlan.perSecond(50, 5))
                    .containsEntry("worker", RateLimitPlan.perSecond(100, 10))
                    .containsEntry("transcoder", RateLimitPlan.perSecond(50, 5))
                    .containsEntry("monitor", RateLimitPlan.perSecond(1000, 100));
            });
    }

    @Test
    void servicesAreNotLimited() {
        this.runner.withInitializer(new ConfigDataApplicationContextInitializer())
            .withPropertyValues("spring.config.import=classpath:streamgate-defaults.yaml", "spring.application.name=x")
            .run((context) -> assertThat(context.getBean(RateLimitProperties.class).exemptAuthorities())
                .containsExactly("ROLE_SERVICE"));
    }

}

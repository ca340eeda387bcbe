/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.configuration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Which kinds of applications the library accepts. */
class ServletOnlyTests {

    private static final AutoConfigurations REFUSAL = AutoConfigurations.of(ServletOnlyAutoConfiguration.class);

    @Test
    void aReactiveApplicationDoesNotStart() {
        new ReactiveWebApplicationContextRunner().withConfiguration(REFUSAL)
            .run((context) -> assertThat(context).getFailure()
                .isInstanceOfSatisfying(InvalidConfigurationException.class, (failure) -> {
                    assertThat(failure).hasMessageContaining("reactive web application");
                    assertThat(failure.action()).contains("spring-boot-starter-webmvc");
                }));
    }

    @Test
    void servletApplicationsAndThoseWithoutAWebServerStart() {
        new WebApplicationContextRunner().withConfiguration(REFUSAL)
            .run((context) -> assertThat(context).hasNotFailed());
        new ApplicationContextRunner().withConfiguration(REFUSAL).run((context) -> assertThat(context).hasNotFailed());
    }

}

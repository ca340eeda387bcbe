/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.request;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLimitAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ProblemAutoConfiguration.class,
                RequestLimitAutoConfiguration.class));

    @Test
    void limitsJsonBodiesToOneMegabyte() {
        this.runner.withPropertyValues("streamgate.request-limit.enabled=true").run((context) -> {
            assertThat(context).hasBean("jsonBodyLimitFilter");
            assertThat(context.getBean(RequestLimitProperties.class))
                .isEqualTo(new RequestLimitProperties(true, DataSize.ofMegabytes(1)));
        });
    }

    @Test
    void isDisabledByDefault() {
        this.runner.run((context) -> assertThat(context).doesNotHaveBean("jsonBodyLimitFilter"));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() {
        this.runner
            .withPropertyValues("streamgate.request-limit.enabled=true", "streamgate.request-limit.max-json-body=0")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("max-json-body must be"));
    }

}

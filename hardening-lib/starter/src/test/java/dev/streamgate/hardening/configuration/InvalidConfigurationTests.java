/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.configuration;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.streamgate.hardening.alert.AlertAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** The failure analysis that an invalid setting prints at startup. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "expression=rate(x)|streamgate.alert.rules.CpuHigh is invalid: Expected '['|streamgate.alert.rules.CpuHigh.enabled=false",
            "expression=sum by (service) (rate(x_total[2d])) |A window must be between one second and one day|AlertExpression documents the grammar",
            "for=2d|streamgate.alert.rules.CpuHigh is invalid: Invalid alert rule: 'for' must be between zero and one day|Correct the property",
            "level=loud|streamgate.alert.rules.cpuhigh.level|CRITICAL",
            "condition=about|streamgate.alert.rules.cpuhigh.condition|GTE" })
    void anInvalidAlertRuleFailsTheStartWithDescriptionAndAction(String setting, String description, String action,
            CapturedOutput output) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(AlertAutoConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off");
        assertThatException().isThrownBy(() -> application.run("--streamgate.alert.rules.CpuHigh." + setting));
        assertThat(output.getAll())
            .containsSubsequence("APPLICATION FAILED TO START", "Description:", description, "Action:", action)
            .doesNotContain("\tat ");
    }

}

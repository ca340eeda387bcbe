/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.streamgate.hardening.alert.AlertRuleContributor;

/** Adds the suite's rules to those of the process that evaluates them. */
@AutoConfiguration(beforeName = "dev.streamgate.hardening.alert.AlertAutoConfiguration")
public final class SuiteAlertAutoConfiguration {

    @Bean
    AlertRuleContributor suiteAlertRules() {
        return new SuiteAlertRules();
    }

}

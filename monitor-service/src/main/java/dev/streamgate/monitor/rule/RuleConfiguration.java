/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.monitor.database.DeferredMigration;

/** Configures the rules. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    Rules rules(AlertRules activeRules, RuleStore store, DeferredMigration migration, ObjectProvider<Clock> clock) {
        return new Rules(activeRules, store, migration, clock.getIfAvailable(Clock::systemUTC));
    }

}

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

/** Sets up the rules. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    Rules rules(AlertRules inForce, RuleStore store, DeferredMigration schema, ObjectProvider<Clock> clock) {
        return new Rules(inForce, store, schema, clock.getIfAvailable(Clock::systemUTC));
    }

}

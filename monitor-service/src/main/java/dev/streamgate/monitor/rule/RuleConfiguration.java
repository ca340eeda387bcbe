package dev.streamgate.monitor.rule;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.monitor.database.Schema;

/** Sets up the rules. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    Rules rules(AlertRules inForce, RuleStore store, Schema schema, ObjectProvider<Clock> clock) {
        return new Rules(inForce, store, schema, clock.getIfAvailable(Clock::systemUTC));
    }

}

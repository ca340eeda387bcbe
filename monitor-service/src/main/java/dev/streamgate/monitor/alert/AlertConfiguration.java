package dev.streamgate.monitor.alert;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.database.Schema;
import dev.streamgate.monitor.notice.Outlets;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.watch.SuiteSamples;

/** Sets up the alerts. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    EpisodeStore episodeStore(JdbcClient jdbc, JsonMapper json, ObjectProvider<Clock> clock) {
        return new EpisodeStore(jdbc, json, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    SuiteAlerts suiteAlerts(ObjectProvider<Alerts> alerts, ObjectProvider<AlertRules> rules, SuiteSamples samples,
            EpisodeStore store, Schema schema, Outlets outlets, ChangeStream changes, AlertProperties properties,
            ObjectProvider<Clock> clocks) {
        Clock clock = clocks.getIfAvailable(Clock::systemUTC);
        return new SuiteAlerts(new OwnEvaluation(alerts, rules, samples, clock.instant()), store, schema, outlets,
                changes, properties, clock);
    }

}

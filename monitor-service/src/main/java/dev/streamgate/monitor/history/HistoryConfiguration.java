package dev.streamgate.monitor.history;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.monitor.database.Schema;

/** Sets up the history. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    HealthHistory healthHistory(JdbcClient jdbc, Schema schema, ObjectProvider<Clock> clock,
            HistoryProperties properties) {
        return new HealthHistory(jdbc, schema, clock.getIfAvailable(Clock::systemUTC), properties);
    }

}

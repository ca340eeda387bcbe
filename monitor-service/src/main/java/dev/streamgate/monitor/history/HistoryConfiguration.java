package dev.streamgate.monitor.history;

import java.time.Clock;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sets up the history. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    /**
     * The watch starts without a database; {@link HealthHistory} migrates once there is
     * one.
     */
    @Bean
    FlywayMigrationStrategy migrateWhenThereIsADatabase() {
        return (flyway) -> {
        };
    }

    @Bean
    HealthHistory healthHistory(JdbcClient jdbc, Flyway flyway, ObjectProvider<Clock> clock,
            HistoryProperties properties) {
        return new HealthHistory(jdbc, flyway, clock.getIfAvailable(Clock::systemUTC), properties);
    }

}

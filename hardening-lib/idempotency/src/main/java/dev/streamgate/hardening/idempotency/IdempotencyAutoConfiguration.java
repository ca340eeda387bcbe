/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.hardening.problem.ProblemAutoConfiguration;
import dev.streamgate.hardening.problem.ProblemDetails;

/**
 * Supports {@code Idempotency-Key}; off with
 * {@code streamgate.idempotency.enabled=false}.
 */
@AutoConfiguration(after = ProblemAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = { "org.springframework.security.core.context.SecurityContextHolder",
        "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties" })
@ConditionalOnProperty(prefix = "streamgate.idempotency", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(IdempotencyProperties.class)
public final class IdempotencyAutoConfiguration {

    /** Ordered after security, so that the caller is authenticated. */
    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(ObjectProvider<IdempotencyStore> store,
            IdempotencyProperties properties, ProblemDetails problems, ObjectProvider<Clock> clock) {
        Clock systemClock = clock.getIfUnique(Clock::systemUTC);
        IdempotencyStore keys = store
            .getIfAvailable(() -> new MemoryIdempotencyStore(properties.maxEntries(), systemClock));
        var registration = new FilterRegistrationBean<>(new IdempotencyFilter(keys, properties, problems, systemClock));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10);
        return registration;
    }

    @Bean
    HandlerCalls idempotentHandlerCalls() {
        return new HandlerCalls();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.transaction.TransactionExecutionListener")
    static class TransactionConfiguration {

        @Bean
        HandlerTransactions idempotentHandlerTransactions(IdempotencyProperties properties,
                ObjectProvider<Clock> clock) {
            return new HandlerTransactions(properties, clock.getIfUnique(Clock::systemUTC));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "org.springframework.jdbc.core.simple.JdbcClient", "org.postgresql.Driver" })
    static class JdbcStoreConfiguration {

        @Bean
        @ConditionalOnMissingBean(IdempotencyStore.class)
        @ConditionalOnSingleCandidate(DataSource.class)
        JdbcIdempotencyStore idempotencyStore(DataSource database, IdempotencyProperties properties,
                ObjectProvider<Clock> clock) {
            return new JdbcIdempotencyStore(JdbcClient.create(database), properties.maxEntries(),
                    clock.getIfUnique(Clock::systemUTC));
        }

    }

}

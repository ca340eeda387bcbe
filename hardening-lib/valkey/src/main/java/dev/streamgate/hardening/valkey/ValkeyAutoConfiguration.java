/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Connects to the Valkey server of {@code streamgate.valkey.uri}, when it is set. Its
 * users (rate limits, caches) fall back to local state while the server is down; the
 * application's health is then degraded, not down.
 */
@AutoConfiguration(afterName = {
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@Conditional(ValkeyAutoConfiguration.OnUriCondition.class)
@EnableConfigurationProperties(ValkeyProperties.class)
public final class ValkeyAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RedisClient.class, CircuitBreaker.class })
    static class ClientConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ValkeyClient valkeyClient(ValkeyProperties properties, Environment environment,
                ObjectProvider<MeterRegistry> meters) {
            return new ValkeyClient(properties, environment.getProperty("spring.application.name", "application"),
                    meters.getIfAvailable(CompositeMeterRegistry::new));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RedisClient.class, CircuitBreaker.class, HealthIndicator.class })
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "valkeyHealthIndicator")
        HealthIndicator valkeyHealthIndicator(ValkeyClient valkey) {
            return new ValkeyHealthIndicator(valkey);
        }

    }

    /** Fails the start when the address is set but Lettuce is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.lettuce.core.RedisClient")
    static class MissingClientConfiguration implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            throw new IllegalStateException(
                    "streamgate.valkey.uri is set, but io.lettuce:lettuce-core is not on the class path");
        }

    }

    /** Fails the start when the address is set but Resilience4j is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.resilience4j.circuitbreaker.CircuitBreaker")
    static class MissingCircuitBreakerConfiguration implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            throw new IllegalStateException("streamgate.valkey.uri is set, but "
                    + "io.github.resilience4j:resilience4j-circuitbreaker is not on the class path");
        }

    }

    /** Matches when the address is set and not empty. */
    static final class OnUriCondition implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("streamgate.valkey.uri"));
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
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
 * The server that replicas share, when {@code streamgate.valkey.uri} names one. What uses
 * it (rate limits, caches) does without it when it is down; the application's health is
 * then degraded, not down.
 */
@AutoConfiguration(afterName = {
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@Conditional(ValkeyAutoConfiguration.OnUri.class)
@EnableConfigurationProperties(ValkeyProperties.class)
public final class ValkeyAutoConfiguration {

    /** The client is an optional dependency of the library. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedisClient.class)
    static class Connected {

        @Bean
        @ConditionalOnMissingBean
        ValkeyClient valkey(ValkeyProperties properties, Environment environment,
                ObjectProvider<MeterRegistry> meters) {
            return new ValkeyClient(properties, environment.getProperty("spring.application.name", "application"),
                    meters.getIfAvailable(CompositeMeterRegistry::new));
        }

    }

    /** What operators see of it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RedisClient.class, HealthIndicator.class })
    static class Health {

        @Bean
        @ConditionalOnMissingBean(name = "valkeyHealthIndicator")
        HealthIndicator valkeyHealthIndicator(ValkeyClient valkey) {
            return new ValkeyHealthIndicator(valkey);
        }

    }

    /** Says so at the start where the client is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.lettuce.core.RedisClient")
    static class WithoutClient implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            throw new IllegalStateException(
                    "streamgate.valkey.uri is set, but io.lettuce:lettuce-core is not on the class path");
        }

    }

    /** An empty address is none. */
    static final class OnUri implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("streamgate.valkey.uri"));
        }

    }

}

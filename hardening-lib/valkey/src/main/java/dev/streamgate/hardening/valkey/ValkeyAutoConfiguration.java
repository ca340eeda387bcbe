/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
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
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

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

    /** With Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RedisClient.class, CircuitBreaker.class, MeterRegistry.class })
    static class MeteredClientConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ValkeyClient valkeyClient(ValkeyProperties properties, Environment environment,
                ObjectProvider<MeterRegistry> meters) {
            return new ValkeyClient(properties, environment.getProperty("spring.application.name", "application"),
                    meters.getIfAvailable(CompositeMeterRegistry::new));
        }

    }

    /** Without Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ RedisClient.class, CircuitBreaker.class })
    @ConditionalOnMissingClass("io.micrometer.core.instrument.MeterRegistry")
    static class ClientConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ValkeyClient valkeyClient(ValkeyProperties properties, Environment environment) {
            return new ValkeyClient(properties, environment.getProperty("spring.application.name", "application"),
                    ValkeyCalls.UNCOUNTED);
        }

    }

    /** Requires hardening-health and Boot's health support. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = { "io.lettuce.core.RedisClient", "io.github.resilience4j.circuitbreaker.CircuitBreaker",
            "org.springframework.boot.health.contributor.HealthIndicator", "dev.streamgate.hardening.health.Degraded" })
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "valkeyHealthIndicator")
        HealthIndicator valkeyHealthIndicator(ValkeyClient valkey) {
            return new ValkeyHealthIndicator(valkey);
        }

    }

    /** Refuses to start when the address is set but a library is missing. */
    @Configuration(proxyBeanMethods = false)
    static class RequirementsConfiguration implements BeanClassLoaderAware, InitializingBean {

        private @Nullable ClassLoader classLoader;

        @Override
        public void setBeanClassLoader(ClassLoader classLoader) {
            this.classLoader = classLoader;
        }

        @Override
        public void afterPropertiesSet() {
            require("io.lettuce.core.RedisClient", "io.lettuce:lettuce-core");
            require("io.github.resilience4j.circuitbreaker.CircuitBreaker",
                    "io.github.resilience4j:resilience4j-circuitbreaker");
        }

        private void require(String type, String artifact) {
            if (!ClassUtils.isPresent(type, this.classLoader)) {
                throw new InvalidConfigurationException(
                        "streamgate.valkey.uri is set, but " + artifact + " is not on the class path.",
                        "Add the dependency " + artifact + ", or remove streamgate.valkey.uri.");
            }
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

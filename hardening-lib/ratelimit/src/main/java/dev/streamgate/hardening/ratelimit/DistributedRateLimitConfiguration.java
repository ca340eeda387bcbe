/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import dev.streamgate.hardening.valkey.ValkeyClient;

/**
 * Distributed buckets, when a Valkey server is configured and bucket4j is on the class
 * path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ValkeyClient.class)
@ConditionalOnBean(ValkeyClient.class)
class DistributedRateLimitConfiguration {

    private static final boolean AUDITED = ClassUtils.isPresent("org.springframework.boot.actuate.audit.AuditEvent",
            DistributedRateLimitConfiguration.class.getClassLoader());

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ Bucket4jLettuce.class, Caffeine.class })
    static class Bucket4jConfiguration {

        @Bean
        @ConditionalOnMissingBean
        RateLimiter rateLimiter(RateLimitProperties properties, ValkeyClient valkey,
                ObjectProvider<CheckCounters> counters, ApplicationEventPublisher events) {
            if (!properties.distributed()) {
                return new LocalRateLimiter(properties.plans(), properties.maxBuckets(), System::nanoTime);
            }
            return new DistributedRateLimiter(valkey, properties.plans(), properties.maxBuckets(), System::nanoTime,
                    new AuditingDegradationListener(counters.getIfAvailable(() -> CheckCounters.NONE), events));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.bucket4j.redis.lettuce.Bucket4jLettuce")
    static class MissingBucket4jConfiguration {

        MissingBucket4jConfiguration(RateLimitProperties properties) {
            warn(properties, "com.bucket4j:bucket4j_jdk17-lettuce");
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("com.github.benmanes.caffeine.cache.Caffeine")
    static class MissingCaffeineConfiguration {

        MissingCaffeineConfiguration(RateLimitProperties properties) {
            warn(properties, "com.github.ben-manes.caffeine:caffeine");
        }

    }

    private static void warn(RateLimitProperties properties, String artifact) {
        if (properties.distributed()) {
            LoggerFactory.getLogger(DistributedRateLimitConfiguration.class)
                .warn("Rate limits are local to each replica: {} is not on the class path", artifact);
        }
    }

    /** Counts fallbacks, and publishes one audit event at each end of an outage. */
    private static final class AuditingDegradationListener implements DegradationListener {

        private final CheckCounters counters;

        private final ApplicationEventPublisher events;

        AuditingDegradationListener(CheckCounters counters, ApplicationEventPublisher events) {
            this.counters = counters;
            this.events = events;
        }

        @Override
        public void onFallback(String plan) {
            this.counters.fallback(plan);
        }

        @Override
        public void onDegraded() {
            audit("ratelimit.degraded");
        }

        @Override
        public void onRestored() {
            audit("ratelimit.restored");
        }

        private void audit(String action) {
            if (AUDITED) {
                this.events.publishEvent(new AuditApplicationEvent("system", action, Map.of("resource", "valkey")));
            }
        }

    }

}

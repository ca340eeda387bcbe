/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
@ConditionalOnBean(ValkeyClient.class)
@ConditionalOnProperty(prefix = "streamgate.rate-limit", name = "distributed", matchIfMissing = true)
class DistributedRateLimitConfiguration {

    private static final boolean AUDITED = ClassUtils.isPresent("org.springframework.boot.actuate.audit.AuditEvent",
            DistributedRateLimitConfiguration.class.getClassLoader());

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ Bucket4jLettuce.class, Caffeine.class })
    static class Bucket4jConfiguration {

        @Bean
        @ConditionalOnMissingBean
        RateLimiter rateLimiter(RateLimitProperties properties, ValkeyClient valkey,
                ObjectProvider<MeterRegistry> meters, ApplicationEventPublisher events) {
            return new DistributedRateLimiter(valkey, properties.plans(), properties.maxBuckets(), System::nanoTime,
                    new AuditingDegradationListener(meters.getIfAvailable(CompositeMeterRegistry::new), events));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.bucket4j.redis.lettuce.Bucket4jLettuce")
    static class MissingBucket4jConfiguration {

        MissingBucket4jConfiguration() {
            LoggerFactory.getLogger(DistributedRateLimitConfiguration.class)
                .warn("Rate limits are local to each replica: com.bucket4j:bucket4j_jdk17-lettuce is not on the class path");
        }

    }

    /** Counts fallbacks, and publishes one audit event at each end of an outage. */
    private static final class AuditingDegradationListener implements DegradationListener {

        private final Map<String, Counter> fallbacks = new ConcurrentHashMap<>();

        private final MeterRegistry meters;

        private final ApplicationEventPublisher events;

        AuditingDegradationListener(MeterRegistry meters, ApplicationEventPublisher events) {
            this.meters = meters;
            this.events = events;
        }

        @Override
        public void onFallback(String plan) {
            this.fallbacks.computeIfAbsent(plan, this::counter).increment();
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

        private Counter counter(String plan) {
            return RateLimitMeter.FALLBACKS.counter(this.meters, plan);
        }

    }

}

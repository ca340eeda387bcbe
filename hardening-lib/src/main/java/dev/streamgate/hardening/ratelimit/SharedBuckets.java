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
 * Buckets in the Valkey server, where there is one and bucket4j is on the class path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(ValkeyClient.class)
@ConditionalOnProperty(prefix = "streamgate.rate-limit", name = "shared", matchIfMissing = true)
class SharedBuckets {

    private static final boolean AUDITED = ClassUtils.isPresent("org.springframework.boot.actuate.audit.AuditEvent",
            SharedBuckets.class.getClassLoader());

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ Bucket4jLettuce.class, Caffeine.class })
    static class WithBucket4j {

        @Bean
        @ConditionalOnMissingBean
        RateLimiter rateLimiter(RateLimitProperties properties, ValkeyClient valkey,
                ObjectProvider<MeterRegistry> meters, ApplicationEventPublisher events) {
            return new SharedRateLimiter(valkey, properties.plans(), properties.clients(), System::nanoTime,
                    new Watcher(meters.getIfAvailable(CompositeMeterRegistry::new), events));
        }

    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.bucket4j.redis.lettuce.Bucket4jLettuce")
    static class WithoutBucket4j {

        WithoutBucket4j() {
            LoggerFactory.getLogger(SharedBuckets.class)
                .warn("Rate limits are each replica's own: com.bucket4j:bucket4j_jdk17-lettuce is not on the class path");
        }

    }

    /** Counts, and says once in an outage what there is to say. */
    private static final class Watcher implements SharedRateLimiter.Watcher {

        private final Map<String, Counter> unavailable = new ConcurrentHashMap<>();

        private final MeterRegistry meters;

        private final ApplicationEventPublisher events;

        Watcher(MeterRegistry meters, ApplicationEventPublisher events) {
            this.meters = meters;
            this.events = events;
        }

        @Override
        public void unavailable(String plan) {
            this.unavailable.computeIfAbsent(plan, this::counter).increment();
        }

        @Override
        public void alone() {
            tell("ratelimit.degraded");
        }

        @Override
        public void shared() {
            tell("ratelimit.restored");
        }

        private void tell(String action) {
            if (AUDITED) {
                this.events.publishEvent(new AuditApplicationEvent("system", action, Map.of("resource", "valkey")));
            }
        }

        private Counter counter(String plan) {
            return RateLimitMeter.UNSHARED.counter(this.meters, plan);
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.hardening.valkey.ValkeyAutoConfiguration;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that consume from the same buckets in a real server. */
@EnabledIfValkey
class DistributedRateLimiterIT {

    private static final RateLimitKey ANN = RateLimitKey.user("ann");

    private final ValkeyServer server = ValkeyServer.started();

    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        this.contexts.forEach(AnnotationConfigApplicationContext::close);
        this.server.close();
    }

    @Test
    void replicasTogetherGrantNoMoreThanOne() throws InterruptedException {
        RateLimitPlan plan = RateLimitPlan.perSecond(100, 50);
        List<RateLimiter> replicas = List.of(replica(plan).limiter, replica(plan).limiter);
        AtomicLong granted = new AtomicLong();
        long start = System.nanoTime();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RateLimiter limiter = replicas.get(i % 2);
            threads.add(new Thread(() -> {
                try {
                    begin.await();
                }
                catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
                for (int n = 0; n < 500; n++) {
                    if (limiter.tryConsume("p", ANN) >= 0) {
                        granted.incrementAndGet();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) granted.get()).isBetween(100.0, 100 + 50 * seconds + 1);
    }

    @Test
    void resultsReflectTheTokensConsumedByAllReplicas() {
        RateLimitPlan plan = new RateLimitPlan(3, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        Replica other = replica(plan);
        assertThat(one.limiter.tryConsume("p", ANN)).isBetween(hours(0.99), hours(1));
        assertThat(other.limiter.tryConsume("p", ANN)).isBetween(hours(1.99), hours(2));
        assertThat(one.limiter.tryConsume("p", ANN)).isBetween(hours(2.99), hours(3));
        assertThat(other.limiter.tryConsume("p", ANN)).isBetween(-hours(1), -hours(0.99));
        assertThat(other.limiter.tryConsume("p", RateLimitKey.address("ann"))).isPositive();
        assertThat(other.limiter.tryConsume("p", RateLimitKey.user("b".repeat(5_000)))).isPositive();
    }

    @Test
    void aReplacedPlanAppliesToAllReplicasAndKeepsConsumedTokens() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        Replica other = replica(plan);
        for (int i = 0; i < 8; i++) {
            assertThat(one.limiter.tryConsume("p", ANN)).isPositive();
        }
        RateLimitPlan larger = new RateLimitPlan(20, 1, Duration.ofHours(2), false, FallbackPolicy.REJECT);
        one.limiter.replacePlan("p", larger);
        until(() -> {
            other.limiter.tryConsume("p", RateLimitKey.user("carl"));
            return other.limiter.plan("p").equals(larger);
        });
        assertThat(consumeAll(one.limiter)).isEqualTo(20 - 8);
        one.limiter.replacePlan("p", new RateLimitPlan(5, 1, Duration.ofHours(1), false));
        assertThat(one.limiter.tryConsume("p", ANN)).isNegative();
        Replica startedLater = replica(plan);
        startedLater.limiter.tryConsume("p", ANN);
        assertThat(startedLater.limiter.plan("p").capacity()).isEqualTo(5);
        Replica reconfigured = replica(RateLimitPlan.perSecond(7, 1));
        reconfigured.limiter.tryConsume("p", ANN);
        assertThat(reconfigured.limiter.plan("p").capacity()).isEqualTo(7);
    }

    @Test
    void aReplacementThatTheServerHasLostIsStoredAgain() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        one.limiter.replacePlan("p", new RateLimitPlan(5, 1, Duration.ofHours(1), false));
        this.server.pause();
        one.limiter.replacePlan("p", new RateLimitPlan(6, 1, Duration.ofHours(1), false));
        this.server.resume();
        until(() -> {
            one.limiter.tryConsume("p", ANN);
            Replica startedLater = replica(plan);
            startedLater.limiter.tryConsume("p", ANN);
            return startedLater.limiter.plan("p").capacity() == 6;
        });
    }

    @Test
    void duringAnOutageAReplicaGrantsItsShareMinusConsumedTokens() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan, 500);
        Replica other = replica(plan, 500);
        until(() -> one.valkey.replicas() == 2 && other.valkey.replicas() == 2);
        for (int i = 0; i < 3; i++) {
            assertThat(one.limiter.tryConsume("p", ANN)).isPositive();
        }
        this.server.pause();
        assertThat(consumeAll(one.limiter)).as("a share of 5, of which 3 are consumed").isEqualTo(2);
        assertThat(consumeAll(other.limiter)).as("a share of 5").isEqualTo(5);
        until(() -> !one.valkey.isUp());
        one.limiter.tryConsume("p", ANN);
        one.limiter.tryConsume("p", ANN);
        assertThat(one.events).containsExactly("degraded");
        this.server.resume();
        until(() -> {
            one.limiter.tryConsume("p", ANN);
            return one.events.contains("restored");
        });
        assertThat(one.events).containsExactly("degraded", "restored");
        assertThat(one.fallbacks.get()).isPositive();
    }

    @Test
    void theFallbackPolicyDecidesWithoutTheServer() {
        this.server.kill();
        RateLimiter rejecting = replica(new RateLimitPlan(10, 1, Duration.ofHours(1), false, FallbackPolicy.REJECT),
                5_000).limiter;
        assertThat(rejecting.tryConsume("p", ANN)).isEqualTo(-1_000_000_000);
        RateLimiter allowing = replica(new RateLimitPlan(1, 1, Duration.ofHours(1), false, FallbackPolicy.ALLOW),
                5_000).limiter;
        for (int i = 0; i < 5; i++) {
            assertThat(allowing.tryConsume("p", ANN)).isZero();
        }
    }

    @Test
    void bucketsLostByTheServerResetNoQuota() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        assertThat(consumeAll(one.limiter)).isEqualTo(10);
        this.server.kill();
        until(() -> !one.valkey.isUp());
        this.server.start();
        until(one.valkey::isUp);
        assertThat(one.limiter.tryConsume("p", ANN)).isNegative();
        assertThat(one.limiter.tryConsume("p", RateLimitKey.user("bob"))).isPositive();
    }

    private static long consumeAll(RateLimiter limiter) {
        long consumed = 0;
        while (limiter.tryConsume("p", ANN) >= 0) {
            consumed++;
        }
        return consumed;
    }

    private static long hours(double hours) {
        return (long) (hours * 3.6e12);
    }

    private Replica replica(RateLimitPlan plan) {
        return replica(plan, 10_000);
    }

    private Replica replica(RateLimitPlan plan, int timeoutMillis) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues
            .of("streamgate.valkey.uri=" + this.server.uri(), "streamgate.valkey.timeout=" + timeoutMillis + "ms",
                    "streamgate.valkey.heartbeat=50ms")
            .applyTo(context);
        context.registerBean(SimpleMeterRegistry.class);
        context.register(ValkeyAutoConfiguration.class);
        context.refresh();
        this.contexts.add(context);
        return new Replica(context.getBean(ValkeyClient.class), plan);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private static final class Replica implements DegradationListener {

        private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

        private final AtomicLong fallbacks = new AtomicLong();

        private final ValkeyClient valkey;

        private final DistributedRateLimiter limiter;

        Replica(ValkeyClient valkey, RateLimitPlan plan) {
            this.valkey = valkey;
            this.limiter = new DistributedRateLimiter(valkey, Map.of("p", plan), 64, System::nanoTime, this);
        }

        @Override
        public void onFallback(String plan) {
            this.fallbacks.incrementAndGet();
        }

        @Override
        public void onDegraded() {
            this.events.add("degraded");
        }

        @Override
        public void onRestored() {
            this.events.add("restored");
        }

    }

}

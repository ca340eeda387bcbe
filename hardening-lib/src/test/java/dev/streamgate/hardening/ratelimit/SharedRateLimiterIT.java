/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyAutoConfiguration;
import dev.streamgate.testing.valkey.EnabledIfValkey;
import dev.streamgate.testing.valkey.ValkeyServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that draw from the same buckets, in a real server. */
@EnabledIfValkey
class SharedRateLimiterIT {

    private static final RateLimitKey ANN = RateLimitKey.user("ann");

    private final ValkeyServer server = ValkeyServer.started();

    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        this.contexts.forEach(AnnotationConfigApplicationContext::close);
        this.server.close();
    }

    @Test
    void replicasTogetherGrantNoMoreThanOneWould() throws InterruptedException {
        RateLimitPlan plan = RateLimitPlan.perSecond(100, 50);
        List<RateLimiter> replicas = List.of(replica(plan).limiter, replica(plan).limiter);
        AtomicLong granted = new AtomicLong();
        long start = System.nanoTime();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RateLimiter limiter = replicas.get(i % 2);
            threads.add(new Thread(() -> {
                try {
                    go.await();
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
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) granted.get()).isBetween(100.0, 100 + 50 * seconds + 1);
    }

    @Test
    void theAnswerIsThatOfTheBucketWhoeverDrewFromIt() {
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
    void aChangeHoldsForAllReplicasAndForgivesNobody() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        Replica other = replica(plan);
        for (int i = 0; i < 8; i++) {
            assertThat(one.limiter.tryConsume("p", ANN)).isPositive();
        }
        RateLimitPlan larger = new RateLimitPlan(20, 1, Duration.ofHours(2), false, FallbackPolicy.REFUSE);
        one.limiter.change("p", larger);
        until(() -> {
            other.limiter.tryConsume("p", RateLimitKey.user("somebody"));
            return other.limiter.plan("p").equals(larger);
        });
        assertThat(taken(one.limiter)).isEqualTo(20 - 8);
        one.limiter.change("p", new RateLimitPlan(5, 1, Duration.ofHours(1), false));
        assertThat(one.limiter.tryConsume("p", ANN)).isNegative();
        Replica late = replica(plan);
        late.limiter.tryConsume("p", ANN);
        assertThat(late.limiter.plan("p").capacity()).isEqualTo(5);
        Replica otherwise = replica(RateLimitPlan.perSecond(7, 1));
        otherwise.limiter.tryConsume("p", ANN);
        assertThat(otherwise.limiter.plan("p").capacity()).isEqualTo(7);
    }

    @Test
    void aloneAReplicaGivesItsShareAndNobodyAFreshBucket() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan, 500);
        Replica other = replica(plan, 500);
        until(() -> one.valkey.replicas() == 2 && other.valkey.replicas() == 2);
        for (int i = 0; i < 3; i++) {
            assertThat(one.limiter.tryConsume("p", ANN)).isPositive();
        }
        this.server.pause();
        assertThat(taken(one.limiter)).as("a share of 5, 3 of which are gone").isEqualTo(2);
        assertThat(taken(other.limiter)).as("a share of 5").isEqualTo(5);
        until(() -> !one.valkey.isUp());
        one.limiter.tryConsume("p", ANN);
        one.limiter.tryConsume("p", ANN);
        assertThat(one.said).containsExactly("alone");
        this.server.resume();
        until(() -> {
            one.limiter.tryConsume("p", ANN);
            return one.said.contains("shared");
        });
        assertThat(one.said).containsExactly("alone", "shared");
        assertThat(one.unavailable.get()).isPositive();
    }

    @Test
    void aPlanSaysWhatHappensWithoutTheServer() {
        this.server.kill();
        RateLimiter refusing = replica(new RateLimitPlan(10, 1, Duration.ofHours(1), false, FallbackPolicy.REFUSE),
                5_000).limiter;
        assertThat(refusing.tryConsume("p", ANN)).isEqualTo(-1_000_000_000);
        RateLimiter open = replica(new RateLimitPlan(1, 1, Duration.ofHours(1), false, FallbackPolicy.ALLOW),
                5_000).limiter;
        for (int i = 0; i < 5; i++) {
            assertThat(open.tryConsume("p", ANN)).isZero();
        }
    }

    @Test
    void aServerThatForgetsBucketsForgivesNobody() {
        RateLimitPlan plan = new RateLimitPlan(10, 1, Duration.ofHours(1), false);
        Replica one = replica(plan);
        assertThat(taken(one.limiter)).isEqualTo(10);
        this.server.kill();
        until(() -> !one.valkey.isUp());
        this.server.start();
        until(one.valkey::isUp);
        assertThat(one.limiter.tryConsume("p", ANN)).isNegative();
        assertThat(one.limiter.tryConsume("p", RateLimitKey.user("bob"))).isPositive();
    }

    private static long taken(RateLimiter limiter) {
        long taken = 0;
        while (limiter.tryConsume("p", ANN) >= 0) {
            taken++;
        }
        return taken;
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

    private static void until(BooleanSupplier condition) {
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds within 30 s").isLessThan(limit);
            Thread.onSpinWait();
        }
    }

    private static final class Replica implements SharedRateLimiter.Watcher {

        private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

        private final AtomicLong unavailable = new AtomicLong();

        private final ValkeyClient valkey;

        private final SharedRateLimiter limiter;

        Replica(ValkeyClient valkey, RateLimitPlan plan) {
            this.valkey = valkey;
            this.limiter = new SharedRateLimiter(valkey, Map.of("p", plan), 64, System::nanoTime, this);
        }

        @Override
        public void unavailable(String plan) {
            this.unavailable.incrementAndGet();
        }

        @Override
        public void alone() {
            this.said.add("alone");
        }

        @Override
        public void shared() {
            this.said.add("shared");
        }

    }

}

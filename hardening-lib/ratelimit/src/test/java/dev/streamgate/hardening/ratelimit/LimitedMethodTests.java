/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Limits of methods that are no handlers. */
class LimitedMethodTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RateLimitAutoConfiguration.class))
        .withPropertyValues("streamgate.rate-limit.plans.once.capacity=1", "streamgate.rate-limit.plans.once.refill=1",
                "streamgate.rate-limit.plans.once.period=1d");

    @Test
    void aRefusedCallThrowsAndDoesNotRun() {
        this.runner.withUserConfiguration(Orders.class).run((context) -> {
            Orders orders = context.getBean(Orders.class);
            orders.place();
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(orders::place)
                .satisfies((ex) -> assertThat(ex.plan()).isEqualTo("once"))
                .satisfies((ex) -> assertThat(ex.retryAfter()).isBetween(Duration.ofHours(23), Duration.ofHours(25)))
                .satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(429));
            assertThat(orders.runs()).hasValue(1);
        });
    }

    @Test
    void aKeyOfAParameterSelectsTheBucket() {
        this.runner.withUserConfiguration(Orders.class).run((context) -> {
            Orders orders = context.getBean(Orders.class);
            orders.pay("o1");
            orders.pay("o2");
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> orders.pay("o1"));
        });
    }

    @Test
    void aConditionSelectsTheLimitedCalls() {
        this.runner.withUserConfiguration(Orders.class).run((context) -> {
            Orders orders = context.getBean(Orders.class);
            for (int i = 0; i < 5; i++) {
                orders.refund(10);
            }
            orders.refund(11);
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(() -> orders.refund(11));
        });
    }

    @Test
    void eachUserHasABucketOutsideOfARequestToo() {
        this.runner.withUserConfiguration(Orders.class).run((context) -> {
            Orders orders = context.getBean(Orders.class);
            try {
                for (String user : List.of("ann", "bob")) {
                    SecurityContextHolder.getContext()
                        .setAuthentication(new TestingAuthenticationToken(user, "", "ROLE_USER"));
                    orders.place();
                    assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(orders::place);
                }
            }
            finally {
                SecurityContextHolder.clearContext();
            }
        });
    }

    @Test
    void anAnnotationOnTheClassLimitsItsPublicMethods() {
        this.runner.withUserConfiguration(Mailer.class).run((context) -> {
            Mailer mailer = context.getBean(Mailer.class);
            mailer.send();
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(mailer::sendLater);
            mailer.count();
        });
    }

    @Test
    void aFinalClassIsLimitedBehindItsInterface() {
        this.runner.withUserConfiguration(FinalGreeter.class).run((context) -> {
            Greeter greeter = context.getBean(Greeter.class);
            greeter.greet();
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(greeter::greet);
        });
    }

    @Test
    void anAsynchronousCallIsRefusedInTheCallersThread() {
        this.runner.withUserConfiguration(AsyncConfiguration.class, Reports.class).run((context) -> {
            Reports reports = context.getBean(Reports.class);
            assertThat(reports.create().get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread().getName());
            assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(reports::create);
        });
    }

    @Test
    void aScheduledMethodRunsAsOftenAsItsPlanAllows() {
        this.runner.withUserConfiguration(SchedulingConfiguration.class).run((context) -> {
            SchedulingConfiguration jobs = context.getBean(SchedulingConfiguration.class);
            assertThat(jobs.refusals.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(context.getBean(Job.class).runs()).hasValue(1);
        });
    }

    @Test
    void whenDisabledEveryCallRuns() {
        this.runner.withUserConfiguration(Orders.class)
            .withPropertyValues("streamgate.rate-limit.enabled=false")
            .run((context) -> {
                Orders orders = context.getBean(Orders.class);
                orders.place();
                orders.place();
                assertThat(orders.runs()).hasValue(2);
            });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UnknownPlan      | refers to the rate-limit plan 'none', which streamgate.rate-limit.plans lacks
            InvalidSyntax    | The expression '#id +', the key of @RateLimited on
            UnknownVariable  | there is no variable #order, only [id, p0, a0]
            UnknownProperty  | there is no property 'id'
            PrivateMethod    | a private method cannot be intercepted
            FinalMethod      | a final method cannot be intercepted
            StaticMethod     | a static method cannot be intercepted
            FinalClass       | the class is final, and no interface of it has the method
            EarlyBean        | was created before its methods could be intercepted
            """)
    void anAnnotationThatWouldHaveNoEffectFailsTheStart(String name, String message) throws ClassNotFoundException {
        Class<?> bean = Class.forName(getClass().getName() + "$" + name);
        this.runner.withUserConfiguration(bean)
            .run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message));
        this.runner.withUserConfiguration(bean)
            .withInitializer(
                    (context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
            .run((context) -> assertThat(context).hasFailed());
    }

    static class Orders {

        private final AtomicInteger runs = new AtomicInteger();

        @RateLimited("once")
        void place() {
            this.runs.incrementAndGet();
        }

        @RateLimited(plan = "once", key = "#orderId")
        void pay(String orderId) {
            this.runs.incrementAndGet();
        }

        @RateLimited(plan = "once", condition = "#amount > 10")
        void refund(int amount) {
            this.runs.incrementAndGet();
        }

        AtomicInteger runs() {
            return this.runs;
        }

    }

    @RateLimited("once")
    static class Mailer {

        public void send() {
            // Its calls are limited.
        }

        public void sendLater() {
            // Its calls are limited.
        }

        void count() {
            // Not public.
        }

    }

    interface Greeter {

        void greet();

    }

    static final class FinalGreeter implements Greeter {

        @Override
        @RateLimited("once")
        public void greet() {
            // Its calls are limited.
        }

    }

    @EnableAsync
    @Configuration(proxyBeanMethods = false)
    static class AsyncConfiguration {

    }

    static class Reports {

        @Async
        @RateLimited("once")
        CompletableFuture<String> create() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

    }

    @EnableScheduling
    @Configuration(proxyBeanMethods = false)
    static class SchedulingConfiguration {

        final CountDownLatch refusals = new CountDownLatch(3);

        @Bean
        TaskScheduler taskScheduler() {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setErrorHandler((ex) -> {
                if (ex instanceof RateLimitExceededException) {
                    this.refusals.countDown();
                }
            });
            return scheduler;
        }

        @Bean
        Job job() {
            return new Job();
        }

    }

    static class Job {

        private final AtomicInteger runs = new AtomicInteger();

        @RateLimited("once")
        @Scheduled(fixedRate = 5)
        public void run() {
            this.runs.incrementAndGet();
        }

        AtomicInteger runs() {
            return this.runs;
        }

    }

    static class UnknownPlan {

        @RateLimited("none")
        void call() {
            // Not called.
        }

    }

    static class InvalidSyntax {

        @RateLimited(key = "#id +")
        void call(String id) {
            // Not called.
        }

    }

    static class UnknownVariable {

        @RateLimited(key = "#order")
        void call(String id) {
            // Not called.
        }

    }

    static class UnknownProperty {

        @RateLimited(condition = "id != null")
        void call(String id) {
            // Not called.
        }

    }

    static class PrivateMethod {

        @RateLimited
        private void call() {
            // Not called.
        }

    }

    static class FinalMethod {

        @RateLimited
        final void call() {
            // Not called.
        }

    }

    static class StaticMethod {

        @RateLimited
        static void call() {
            // Not called.
        }

    }

    static final class FinalClass {

        @RateLimited
        void call() {
            // Not called.
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyBean {

        @Bean
        static Orders earlyOrders() {
            return new Orders();
        }

        @Bean
        static BeanPostProcessor processor(Orders orders) {
            return new BeanPostProcessor() {
            };
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.scheduling;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

class SchedulingThreadsTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(
                AutoConfigurations.of(SchedulingThreadsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
        .withPropertyValues("spring.threads.virtual.enabled=true");

    @Test
    void methodsThatWaitDelayNoOther() {
        this.application.withUserConfiguration(Application.class).run((context) -> {
            Waiting waiting = context.getBean(Waiting.class);
            assertThat(waiting.met.await(10, TimeUnit.SECONDS)).as("all four run at once").isTrue();
        });
    }

    @Test
    void anApplicationWithoutScheduledMethodsHasNoScheduler() {
        this.application.run((context) -> assertThat(context).doesNotHaveBean("taskScheduler"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Application {

        @Bean
        Waiting waiting() {
            return new Waiting();
        }

    }

    /** Methods of which each waits for the others. */
    static class Waiting {

        private final CyclicBarrier barrier = new CyclicBarrier(4);

        private final CountDownLatch met = new CountDownLatch(4);

        @Scheduled(fixedDelay = 1)
        void first() throws Exception {
            meet();
        }

        @Scheduled(fixedDelay = 1)
        void second() throws Exception {
            meet();
        }

        @Scheduled(fixedDelay = 1)
        void third() throws Exception {
            meet();
        }

        @Scheduled(fixedRate = 1)
        void fourth() throws Exception {
            meet();
        }

        private void meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
            this.barrier.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
            this.met.countDown();
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.scheduling;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Gives each scheduled method a thread, so that one that waits for a database or another
 * service delays no other. With virtual threads, Spring Boot would run all methods with a
 * fixed delay in a single thread.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
@ConditionalOnBean(name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
public final class SchedulingThreadsAutoConfiguration {

    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.build();
    }

    @Bean
    PoolSizing schedulingPoolSizing(ThreadPoolTaskScheduler taskScheduler) {
        return new PoolSizing(taskScheduler);
    }

    /** Sets the number of threads once all methods are scheduled. */
    static final class PoolSizing {

        private final ThreadPoolTaskScheduler scheduler;

        PoolSizing(ThreadPoolTaskScheduler scheduler) {
            this.scheduler = scheduler;
        }

        @EventListener
        @Order(Ordered.LOWEST_PRECEDENCE)
        void refreshed(ContextRefreshedEvent event) {
            int tasks = event.getApplicationContext()
                .getBeansOfType(ScheduledTaskHolder.class)
                .values()
                .stream()
                .mapToInt((holder) -> holder.getScheduledTasks().size())
                .sum();
            this.scheduler.setPoolSize(Math.max(this.scheduler.getPoolSize(), tasks));
        }

    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.notification;

import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.hardening.alert.AlertHandler;

/**
 * Takes the library's handlers (log, webhook, Slack, e-mail) over: they are configured by
 * {@code streamgate.alert.*} as anywhere else, and told of notifications.
 */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    private static final int ATTEMPTS = 6;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Bean
    static BeanPostProcessor noticeHandlers() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return (bean instanceof AlertHandler handler && !(bean instanceof EventHandler))
                        ? new NotificationHandler(handler) : bean;
            }
        };
    }

    @Bean
    NotificationDispatcher outlets(ObjectProvider<AlertHandler> handlers) {
        List<AlertHandler> notified = handlers.orderedStream()
            .filter(NotificationHandler.class::isInstance)
            .map((handler) -> ((NotificationHandler) handler).notified())
            .toList();
        return new NotificationDispatcher(notified, ATTEMPTS, PAUSE);
    }

}

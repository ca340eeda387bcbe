/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.postgres.NotificationListener;

/** Connects the hub to the notifications of all instances. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

    @Bean
    NotificationListener queueNotifications(JdbcConnectionDetails database, NotificationHub hub) {
        return new NotificationListener(database, NotificationHub.CHANNEL, hub);
    }

}

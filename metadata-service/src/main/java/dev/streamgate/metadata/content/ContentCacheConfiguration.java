/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.postgres.NotificationListener;

/** Connects the cache to the changes of other replicas. */
@Configuration(proxyBeanMethods = false)
class ContentCacheConfiguration {

    @Bean
    NotificationListener contentNotifications(JdbcConnectionDetails database, ContentChangeListener listener) {
        return new NotificationListener(database, ContentChangeListener.CHANNEL, listener);
    }

}

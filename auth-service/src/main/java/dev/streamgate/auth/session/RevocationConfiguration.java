/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.postgres.NotificationListener;

/** Wakes the readers of revocations. */
@Configuration(proxyBeanMethods = false)
class RevocationConfiguration {

    @Bean
    NotificationListener revocationListener(JdbcConnectionDetails database, RevocationFeed feed) {
        return new NotificationListener(database, RevocationFeed.CHANNEL, feed);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.outbox.OutboxRelay;
import dev.streamgate.worker.queue.NotificationHub;

/** Relays the outbox in the background, on notifications and by polling. */
@Configuration(proxyBeanMethods = false)
class MetadataOutboxConfiguration {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    @Bean
    @ConditionalOnProperty(name = "streamgate.worker.metadata-outbox.enabled", matchIfMissing = true)
    OutboxRelay metadataRelay(MetadataNotifier notifier, NotificationHub notifications) {
        OutboxRelay relay = new OutboxRelay("metadata", 1, POLL_INTERVAL, notifier::deliverDue);
        notifications.subscribe(NotificationHub.OUTBOX, relay::wake);
        return relay;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.outbox;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.outbox.OutboxRelay;

/** Runs the relay of the outbox. */
@Configuration(proxyBeanMethods = false)
class UploadOutboxConfiguration {

    private static final int THREADS = 2;

    @Bean
    OutboxRelay uploadOutboxRelay(UploadOutboxPublisher publisher,
            @Value("${streamgate.upload.outbox-poll-interval:250ms}") Duration pollInterval) {
        return new OutboxRelay("upload", THREADS, pollInterval,
                () -> publisher.publishNext() ? Duration.ZERO : pollInterval);
    }

}

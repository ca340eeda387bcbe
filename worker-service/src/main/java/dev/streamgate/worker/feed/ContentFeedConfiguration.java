/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.feed;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.suite.outbox.OutboxRelay;

/** Reads the feed in the background. */
@Configuration(proxyBeanMethods = false)
class ContentFeedConfiguration {

    @Bean
    @ConditionalOnProperty(name = "streamgate.worker.content-feed.enabled", matchIfMissing = true)
    OutboxRelay contentFeedRelay(ContentFeedReader reader, ContentFeedProperties properties) {
        return new OutboxRelay("content-feed", 1, properties.maxBackOff(), reader::poll);
    }

}

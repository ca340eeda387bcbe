/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.feed;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The feed of content events.
 *
 * @param enabled Whether this instance reads the feed.
 * @param pollInterval Interval at which the feed is polled, and delay after the first
 * failure; the delay doubles with each further failure.
 * @param maxBackOff Longest delay between two polls.
 */
@Validated
@ConfigurationProperties("streamgate.worker.content-feed")
public record ContentFeedProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("15s") Duration maxBackOff) {
}

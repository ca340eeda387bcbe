/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.load.SingleFlight;

/**
 * Caches what metadata-service knows of contents for about a second, since a player
 * requests several files a second. A change of rule or visibility is effective after that
 * time at the latest; while metadata-service is down, requests are rejected after it.
 * Loads are single-flight per content and do not block other contents. Thread-safe.
 */
@Component
class PlaybackCache {

    private static final int MAX_CONTENTS = 10_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PipelineApi metadata;

    private final SingleFlight<String, Optional<PlaybackView>> views;

    PlaybackCache(PipelineApi metadata, GateProperties properties) {
        this.metadata = metadata;
        AsyncCache<String, Optional<PlaybackView>> cache = Caffeine.newBuilder()
            .maximumSize(MAX_CONTENTS)
            .expireAfterWrite(properties.contentTtl())
            .executor(Runnable::run)
            .buildAsync();
        this.views = SingleFlight.cached(cache.asMap());
    }

    /**
     * Finds a content; empty if it does not exist.
     * @throws ProblemException 503 if metadata-service does not respond
     */
    Optional<PlaybackView> find(String contentId) {
        if (!ID.matcher(contentId).matches()) {
            return Optional.empty();
        }
        try {
            return this.views.get(contentId, () -> load(contentId));
        }
        catch (RuntimeException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "Access to this video cannot be checked now. Try again in a few seconds.", ex)
                .retryAfter(Duration.ofSeconds(2));
        }
    }

    private Optional<PlaybackView> load(String contentId) {
        try {
            return Optional.of(this.metadata.playback(contentId));
        }
        catch (HttpClientErrorException.NotFound ex) {
            return Optional.empty();
        }
    }

}

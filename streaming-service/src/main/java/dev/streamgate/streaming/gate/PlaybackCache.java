/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
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
 * time at the latest. While metadata-service does not respond, new sessions are rejected
 * after it; for open sessions the last known view decides for the outage lease. Loads are
 * single-flight per content and do not block other contents. Thread-safe.
 */
@Component
class PlaybackCache {

    private static final int MAX_CONTENTS = 10_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PipelineApi metadata;

    /** A player that buffers notices no longer wait. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    /** The time after a failure in which open sessions do not wait for a response. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final AsyncCache<String, Optional<PlaybackView>> cache;

    private final SingleFlight<String, Optional<PlaybackView>> views;

    /** The last views, for the outage lease after each load. */
    private final Cache<String, PlaybackView> lastKnown;

    private final AtomicLong failedAt = new AtomicLong(System.nanoTime() - RETRY_INTERVAL.toNanos());

    PlaybackCache(PipelineApi metadata, GateProperties properties) {
        this.metadata = metadata;
        this.cache = Caffeine.newBuilder()
            .maximumSize(MAX_CONTENTS)
            .expireAfterWrite(properties.contentTtl())
            .executor(Runnable::run)
            .buildAsync();
        this.views = SingleFlight.cached(this.cache.asMap());
        this.lastKnown = Caffeine.newBuilder()
            .maximumSize(MAX_CONTENTS)
            .expireAfterWrite(properties.outageLease())
            .executor(Runnable::run)
            .build();
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

    /**
     * Finds a content for a request of an open session. If metadata-service does not
     * respond within a second, the last known view is returned.
     * @throws ProblemException 503 if it does not respond and no view is known
     */
    Optional<PlaybackView> findForSession(String contentId) {
        PlaybackView known = this.lastKnown.getIfPresent(contentId);
        CompletableFuture<Optional<PlaybackView>> cached = this.cache.getIfPresent(contentId);
        if (known == null || (cached != null && cached.isDone())) {
            return find(contentId);
        }
        if (System.nanoTime() - this.failedAt.get() < RETRY_INTERVAL.toNanos()) {
            return Optional.of(known);
        }
        CompletableFuture<Optional<PlaybackView>> load = new CompletableFuture<>();
        Thread.ofVirtual().name("playback-view").start(() -> {
            try {
                load.complete(find(contentId));
            }
            catch (RuntimeException ex) {
                load.completeExceptionally(ex);
            }
        });
        try {
            return load.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            this.failedAt.set(System.nanoTime());
            return Optional.of(known);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Optional.of(known);
        }
    }

    private Optional<PlaybackView> load(String contentId) {
        try {
            PlaybackView view = this.metadata.playback(contentId);
            this.lastKnown.put(contentId, view);
            return Optional.of(view);
        }
        catch (HttpClientErrorException.NotFound ex) {
            this.lastKnown.invalidate(contentId);
            return Optional.empty();
        }
    }

}

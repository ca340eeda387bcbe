/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.metadata.PlaybackView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * What metadata-service says of contents, kept for a moment: a player asks for several
 * files a second. A change of rule or visibility counts after that moment at the latest.
 * When metadata-service is down nothing is let in beyond it. Safe for threads; one of
 * them asks for each content, and no one waits for a content that is not theirs.
 */
@Component
class PlaybackCache {

    private static final int MOST = 10_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PipelineApi metadata;

    private final AsyncCache<String, Optional<PlaybackView>> known;

    PlaybackCache(PipelineApi metadata, GateProperties properties) {
        this.metadata = metadata;
        this.known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(properties.verdictTtl())
            .executor(Runnable::run)
            .buildAsync();
    }

    /**
     * What is known of a content; empty when there is none.
     * @throws ProblemException 503 when metadata-service does not say
     */
    Optional<PlaybackView> find(String contentId) {
        if (!ID.matcher(contentId).matches()) {
            return Optional.empty();
        }
        CompletableFuture<Optional<PlaybackView>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<PlaybackView>> first = this.known.asMap().putIfAbsent(contentId, mine);
        if (first != null) {
            return join(first);
        }
        try {
            mine.complete(ask(contentId));
        }
        catch (RuntimeException ex) {
            mine.completeExceptionally(ex);
        }
        return join(mine);
    }

    private Optional<PlaybackView> ask(String contentId) {
        try {
            return Optional.of(this.metadata.playback(contentId));
        }
        catch (HttpClientErrorException.NotFound ex) {
            return Optional.empty();
        }
    }

    private static Optional<PlaybackView> join(CompletableFuture<Optional<PlaybackView>> answer) {
        try {
            return answer.join();
        }
        catch (CompletionException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "It cannot be told at the moment whether you may watch this.", ex)
                .retryAfter(Duration.ofSeconds(2));
        }
    }

}

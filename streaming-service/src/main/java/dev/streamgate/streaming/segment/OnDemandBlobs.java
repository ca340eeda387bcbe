/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.streaming.presentation.MediaStore;
import dev.streamgate.streaming.segment.SegmentMeters.Wait;

/**
 * Finds media files, and has those made that are not there yet: the request waits,
 * bounded in time and number, while the worker puts the segment first. However many
 * viewers wait for one file, one of them asks. Safe for threads.
 */
@Component
class OnDemandBlobs {

    private static final Logger log = LoggerFactory.getLogger(OnDemandBlobs.class);

    private final MediaStore store;

    private final OnDemandApi worker;

    private final Duration maxWait;

    private final Semaphore places;

    private final SegmentMeters meters;

    private final Map<String, CompletableFuture<OnDemandResult.State>> asked = new ConcurrentHashMap<>();

    OnDemandBlobs(MediaStore store, OnDemandApi worker, OnDemandProperties properties, SegmentMeters meters) {
        this.store = store;
        this.worker = worker;
        this.maxWait = properties.maxWait();
        this.meters = meters;
        this.places = new Semaphore(properties.maxWaiting());
    }

    /**
     * A file of a presentation.
     * @param key where it lies
     * @param rendition what to ask for when it is not there
     * @param segment its number there
     * @throws ProblemException 404 when it will never be there, 503 when it is not there
     * in time or the store fails
     */
    Blob get(String key, String packageKey, String rendition, int segment) {
        Optional<Blob> present = this.store.stat(key);
        if (present.isPresent()) {
            return present.get();
        }
        long since = System.nanoTime();
        if (!this.places.tryAcquire()) {
            this.meters.waited(Wait.REFUSED, since);
            throw notYet();
        }
        try {
            OnDemandResult.State state = ask(key, packageKey, rendition, segment);
            Optional<Blob> made = this.store.stat(key);
            boolean gone = state == OnDemandResult.State.GONE;
            this.meters.waited(made.isPresent() ? Wait.MADE : gone ? Wait.GONE : Wait.PENDING, since);
            if (made.isPresent()) {
                return made.get();
            }
            throw gone ? new ProblemException(ProblemType.NOT_FOUND, "This part of the video could not be made.")
                    : notYet();
        }
        finally {
            this.places.release();
        }
    }

    private OnDemandResult.State ask(String key, String packageKey, String rendition, int segment) {
        CompletableFuture<OnDemandResult.State> mine = new CompletableFuture<>();
        CompletableFuture<OnDemandResult.State> first = this.asked.putIfAbsent(key, mine);
        if (first != null) {
            return join(first);
        }
        try {
            OnDemandRequest demand = new OnDemandRequest(packageKey, rendition, segment,
                    Math.toIntExact(this.maxWait.toMillis()));
            mine.complete(this.worker.demand(demand).state());
        }
        catch (RestClientException ex) {
            log.warn("The worker cannot be asked for a segment: {}", ex.getMessage());
            mine.complete(OnDemandResult.State.PENDING);
        }
        catch (RuntimeException ex) {
            mine.completeExceptionally(ex);
        }
        finally {
            this.asked.remove(key, mine);
        }
        return join(mine);
    }

    private static OnDemandResult.State join(CompletableFuture<OnDemandResult.State> answer) {
        try {
            return answer.join();
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
        }
    }

    private static ProblemException notYet() {
        return new ProblemException(ProblemType.UNAVAILABLE, "This part of the video is still being made.")
            .retryAfter(Duration.ofSeconds(2));
    }

}

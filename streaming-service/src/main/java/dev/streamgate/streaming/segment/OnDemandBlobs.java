/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.streaming.presentation.MediaStore;
import dev.streamgate.streaming.segment.SegmentMeters.WaitOutcome;
import dev.streamgate.suite.load.KeyedPermits;
import dev.streamgate.suite.load.KeyedPermits.Outcome;
import dev.streamgate.suite.load.SingleFlight;

/**
 * Finds media files, and requests on-demand encoding of missing ones from the worker. The
 * HTTP request waits for the result; wait time and number of waiting requests are
 * bounded, in all and for each client. Requests to the worker are single-flight per file.
 * Thread-safe.
 */
@Component
public class OnDemandBlobs {

    private static final Logger log = LoggerFactory.getLogger(OnDemandBlobs.class);

    private final MediaStore store;

    private final OnDemandApi worker;

    private final Duration maxWait;

    private final KeyedPermits waiting;

    private final KeyedPermits encodes;

    private final CurrentClient client;

    private final SegmentMeters meters;

    private final SingleFlight<String, OnDemandResult.State> requests = SingleFlight.uncached();

    OnDemandBlobs(MediaStore store, OnDemandApi worker, OnDemandProperties properties, CurrentClient client,
            SegmentMeters meters) {
        this.store = store;
        this.worker = worker;
        this.maxWait = properties.maxWait();
        this.meters = meters;
        this.client = client;
        int total = properties.maxWaitingRequests();
        this.waiting = new KeyedPermits(total, Math.min(total, properties.maxWaitingPerClient()));
        this.encodes = new KeyedPermits(total, Math.min(total, properties.maxEncodesPerClient()));
    }

    /**
     * Finds a file of a media package.
     * @param key its key in the blob store
     * @param rendition the rendition to encode if the file is missing, or what stands for
     * one in an {@link OnDemandRequest}
     * @param segment the number of the segment to encode if the file is missing
     * @throws ProblemException 404 if the file will not be published, 503 if it is not
     * published in time or the store fails
     */
    public Blob get(String key, String packageKey, String rendition, int segment) {
        Optional<Blob> present = this.store.stat(key);
        if (present.isPresent()) {
            return present.get();
        }
        long start = System.nanoTime();
        String viewer = this.client.key();
        if (this.waiting.tryAcquire(viewer) != Outcome.ACQUIRED) {
            this.meters.recordWait(WaitOutcome.REJECTED, start);
            throw pending();
        }
        try {
            OnDemandResult.State state = encode(key, viewer,
                    new OnDemandRequest(packageKey, rendition, segment, Math.toIntExact(this.maxWait.toMillis())));
            Optional<Blob> published = this.store.stat(key);
            boolean gone = state == OnDemandResult.State.GONE;
            this.meters.recordWait(
                    published.isPresent() ? WaitOutcome.PUBLISHED : gone ? WaitOutcome.GONE : WaitOutcome.PENDING,
                    start);
            if (published.isPresent()) {
                return published.get();
            }
            throw gone ? new ProblemException(ProblemType.NOT_FOUND, "This part of the video could not be encoded.")
                    : pending();
        }
        finally {
            this.waiting.release(viewer);
        }
    }

    /** Only the request that starts an encode counts for its client. */
    private OnDemandResult.State encode(String key, String viewer, OnDemandRequest request) {
        return this.requests.get(key, () -> {
            if (this.encodes.tryAcquire(viewer) != Outcome.ACQUIRED) {
                return OnDemandResult.State.PENDING;
            }
            try {
                return this.worker.request(request).state();
            }
            catch (RestClientException ex) {
                log.warn("On-demand encoding of {} failed: worker-service did not respond: {}", key, ex.getMessage());
                return OnDemandResult.State.PENDING;
            }
            finally {
                this.encodes.release(viewer);
            }
        });
    }

    private static ProblemException pending() {
        return new ProblemException(ProblemType.UNAVAILABLE, "This part of the video is still being encoded.")
            .retryAfter(Duration.ofSeconds(2));
    }

}

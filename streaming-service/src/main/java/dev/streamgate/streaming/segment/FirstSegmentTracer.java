/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.metadata.FirstSegmentServed;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Ends the trace of an upload with the first serving of its first segment. Costs a look
 * at a map for each first segment; metadata-service, which knows whether it was the first
 * of all, is asked once for each package, after the viewer has the bytes, by a few
 * threads: what they cannot take is left out. Safe for threads.
 */
@Component
class FirstSegmentTracer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(FirstSegmentTracer.class);

    private static final int MOST = 10_000;

    private static final int THREADS = 4;

    private final ConcurrentMap<String, Boolean> asked = Caffeine.newBuilder()
        .maximumSize(MOST)
        .executor(Runnable::run)
        .<String, Boolean>build()
        .asMap();

    private final ExecutorService threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofVirtual().name("first-serving-", 0).factory());

    private final PipelineApi metadata;

    private final TraceContextStore traces;

    private final Clock clock;

    FirstSegmentTracer(PipelineApi metadata, TraceContextStore traces, Clock clock) {
        this.metadata = metadata;
        this.traces = traces;
        this.clock = clock;
    }

    /** A first segment has been served. */
    void served(String contentId, String packageKey, String rendition, Instant began) {
        if (this.asked.putIfAbsent(contentId + "/" + packageKey, true) != null) {
            return;
        }
        Instant ended = this.clock.instant();
        try {
            this.threads.execute(() -> record(contentId, rendition, began, ended));
        }
        catch (RejectedExecutionException ex) {
            log.debug("Too many first servings at once; that of {} is not in its trace", contentId);
        }
    }

    private void record(String contentId, String rendition, Instant began, Instant ended) {
        try {
            FirstSegmentServed first = this.metadata.firstServed(contentId);
            String trace = first.traceparent();
            if (trace != null) {
                this.traces.record(trace, "first segment served", began, ended,
                        Map.of("content", contentId, "rendition", rendition));
            }
        }
        catch (RestClientException ex) {
            log.debug("Metadata does not say whether content {} was served before", contentId, ex);
        }
    }

    @Override
    public void destroy() {
        this.threads.shutdownNow();
    }

}

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
 * Adds a span to the trace of an upload when its first segment is first served.
 * Metadata-service, which knows whether any instance has served it before, is called once
 * per package, after the response has been sent, by a few threads; when all of them are
 * busy, the span is dropped. Other requests cost one map lookup. Thread-safe.
 */
@Component
class FirstSegmentTracer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(FirstSegmentTracer.class);

    private static final int MAX_PACKAGES = 10_000;

    private static final int MAX_THREADS = 4;

    private final ConcurrentMap<String, Boolean> reported = Caffeine.newBuilder()
        .maximumSize(MAX_PACKAGES)
        .executor(Runnable::run)
        .<String, Boolean>build()
        .asMap();

    private final ExecutorService executor = new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofVirtual().name("first-segment-tracer-", 0).factory());

    private final PipelineApi metadata;

    private final TraceContextStore traces;

    private final Clock clock;

    FirstSegmentTracer(PipelineApi metadata, TraceContextStore traces, Clock clock) {
        this.metadata = metadata;
        this.traces = traces;
        this.clock = clock;
    }

    /** Records that a rendition's first segment was served. */
    void firstSegmentServed(String contentId, String packageKey, String rendition, Instant startedAt) {
        if (this.reported.putIfAbsent(contentId + "/" + packageKey, true) != null) {
            return;
        }
        Instant endedAt = this.clock.instant();
        try {
            this.executor.execute(() -> recordSpan(contentId, rendition, startedAt, endedAt));
        }
        catch (RejectedExecutionException ex) {
            log.debug("Dropped the first-segment span of content {}: too many at once", contentId);
        }
    }

    private void recordSpan(String contentId, String rendition, Instant startedAt, Instant endedAt) {
        try {
            FirstSegmentServed first = this.metadata.firstServed(contentId);
            String traceparent = first.traceparent();
            if (traceparent != null) {
                this.traces.record(traceparent, "first segment served", startedAt, endedAt,
                        Map.of("content", contentId, "rendition", rendition));
            }
        }
        catch (RestClientException ex) {
            log.debug("Dropped the first-segment span of content {}: metadata-service did not respond", contentId, ex);
        }
    }

    @Override
    public void destroy() {
        this.executor.shutdownNow();
    }

}

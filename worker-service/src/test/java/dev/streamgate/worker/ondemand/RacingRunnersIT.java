/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;

/** Concurrent runners and viewers of one video. */
class RacingRunnersIT extends VideoScenario {

    private static final int SEGMENTS = 60;

    private static final List<String> RENDITIONS = List.of("source", "720p", "480p", "audio");

    private final Map<String, AtomicInteger> encodedCounts = new ConcurrentHashMap<>();

    @Test
    void noSegmentIsEncodedTwice() throws InterruptedException, ExecutionException, TimeoutException {
        JobView job = planned("c1", Videos.remuxed("p1", SEGMENTS));
        List<Future<?>> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int runner = 0; runner < 4; runner++) {
                results.add(threads.submit(() -> {
                    while (job(job.jobId()).state() == JobState.RUNNING) {
                        lease(EVERY_TYPE).ifPresent(this::run);
                    }
                }));
            }
            for (int viewer = 0; viewer < 4; viewer++) {
                Random random = new Random(viewer);
                results.add(threads.submit(() -> {
                    for (int seek = 0; seek < 40; seek++) {
                        request("p1", RENDITIONS.get(random.nextInt(RENDITIONS.size())), random.nextInt(SEGMENTS));
                    }
                }));
            }
            for (Future<?> one : results) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(this.encodedCounts).hasSize(RENDITIONS.size() * SEGMENTS);
        assertThat(this.encodedCounts.values()).allSatisfy((times) -> assertThat(times).hasValue(1));
    }

    @SuppressWarnings("unchecked")
    private void run(Lease lease) {
        List<String> renditions = (List<String>) lease.payload().get("renditions");
        if (renditions != null) {
            int next = (Integer) lease.payload().get("fromSegment");
            int end = (Integer) lease.payload().get("toSegment");
            while (next < end) {
                int segment = next;
                renditions.forEach((rendition) -> this.encodedCounts
                    .computeIfAbsent(rendition + " " + segment, (place) -> new AtomicInteger())
                    .incrementAndGet());
                next++;
                end = Optional.ofNullable(heartbeat(lease, next).toSegment()).orElseThrow();
            }
        }
        complete(lease);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.queue.Housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Property: after any sequence of requests, heartbeats, failures and expired leases each
 * segment of each rendition belongs to exactly one task.
 */
class TaskPartitionIT extends VideoScenario {

    private static final int SEGMENTS = 37;

    private static final List<String> RENDITIONS = List.of("source", "720p", "480p", "audio");

    @Autowired
    private Housekeeping housekeeping;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void theTasksOfAPackageAreAPartition(long seed) {
        Random random = new Random(seed);
        Presentation plan = Videos.remuxed("p1", SEGMENTS);
        JobView job = planned("c1", plan);
        List<Lease> held = new ArrayList<>();
        Map<String, Integer> published = new HashMap<>();
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> request("p1", RENDITIONS.get(random.nextInt(RENDITIONS.size())), random.nextInt(SEGMENTS));
                case 2 -> lease(EVERY_TYPE).ifPresent(held::add);
                case 3, 4 -> take(held, random).ifPresent((lease) -> advance(lease, held, published));
                default -> loseOrFail(held, random);
            }
            assertPartition();
        }
        this.clock.advance(Duration.ofMinutes(10));
        this.housekeeping.expireLeases();
        completeAll();
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        for (String rendition : RENDITIONS) {
            assertThat(request("p1", rendition, random.nextInt(SEGMENTS))).isEqualTo(State.PUBLISHED);
        }
    }

    private void advance(Lease lease, List<Lease> held, Map<String, Integer> published) {
        if (lease.payload().get("packageKey") == null || lease.payload().get("renditions") == null) {
            complete(lease);
            held.remove(lease);
            return;
        }
        int next = published.getOrDefault(lease.jobId(), (Integer) lease.payload().get("fromSegment")) + 1;
        LeaseStatus status = heartbeat(lease, next);
        published.put(lease.jobId(), Math.min(next, status.toSegment()));
        if (next >= status.toSegment()) {
            complete(lease);
            held.remove(lease);
        }
    }

    private void loseOrFail(List<Lease> held, Random random) {
        if (random.nextInt(4) == 0) {
            this.clock.advance(Duration.ofMinutes(1));
            this.housekeeping.expireLeases();
            held.clear();
        }
        else if (random.nextBoolean()) {
            take(held, random).ifPresent((lease) -> {
                held.remove(lease);
                fail(lease, true);
            });
        }
    }

    private static Optional<Lease> take(List<Lease> held, Random random) {
        return held.isEmpty() ? Optional.empty() : Optional.of(held.get(random.nextInt(held.size())));
    }

    private void assertPartition() {
        Set<String> seen = new HashSet<>();
        this.jdbc.sql("""
                SELECT rendition || ' ' || segment FROM jobs, unnest(renditions) AS rendition,
                    generate_series(first_segment, end_segment - 1) AS segment
                WHERE package_key = 'p1' AND parent_id IS NOT NULL""")
            .query(String.class)
            .list()
            .forEach((place) -> assertThat(seen.add(place)).as(place).isTrue());
        assertThat(seen).hasSize(RENDITIONS.size() * SEGMENTS);
    }

}

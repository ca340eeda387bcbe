/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.worker.WorkerScenario;
import dev.streamgate.worker.sql.Columns;

import static org.assertj.core.api.Assertions.assertThat;

/** The order in which jobs of several owners are leased. */
class FairQueueIT extends WorkerScenario {

    private static final int MANY = 100_000;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void forgetStatistics() {
        this.jdbc.sql("TRUNCATE jobs CASCADE").update();
        this.jdbc.sql("ANALYZE jobs").update();
    }

    @Test
    void ownersTakeTurnsHoweverManyJobsTheyHave() {
        submit("ann", 50);
        submit("bob", 1);
        submit("eve", 3);
        assertThat(owners(8)).containsExactly("ann", "bob", "eve", "ann", "eve", "ann", "eve", "ann");
    }

    @Test
    void anOwnerWhoComesLaterWaitsForOneJobOfEachOtherOwner() {
        submit("bob", 20);
        submit("eve", 20);
        assertThat(owners(5)).containsExactly("bob", "eve", "bob", "eve", "bob");
        this.clock.advance(Duration.ofMinutes(1));
        submit("ann", 1);
        submit("zoe", 1);
        assertThat(owners(5)).containsExactly("eve", "zoe", "ann", "bob", "eve");
    }

    @Test
    void anOwnersOwnJobsAreLeasedInTheirOrder() {
        List<String> ann = submit("ann", 3);
        List<String> bob = submit("bob", 2);
        List<String> leased = IntStream.range(0, 5)
            .mapToObj((n) -> lease("sample.work").orElseThrow().jobId())
            .toList();
        assertThat(leased).containsExactly(ann.get(0), bob.get(0), ann.get(1), bob.get(1), ann.get(2));
    }

    @Test
    void priorityPrecedesTurnsAndEachPriorityHasItsOwn() {
        submit("ann", 2);
        submit("bob", 2);
        assertThat(owners(1)).containsExactly("ann");
        submit("ann", 2, 9);
        submit("bob", 2, 9);
        assertThat(owners(4)).containsExactly("ann", "bob", "ann", "bob");
        assertThat(owners(3)).containsExactly("bob", "ann", "bob");
    }

    @Test
    void leasesOfOtherTypesDoNotMoveTheTurn() {
        submit("ann", 3);
        submit("bob", 3);
        submit("eve", 3);
        for (String owner : List.of("ann", "ann", "ann")) {
            this.jobs.submit(new SubmitJob("other.work", null, null, null), null, owner);
        }
        List<String> order = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            order.addAll(owners(1));
            assertThat(lease("other.work")).isPresent();
        }
        assertThat(order).containsExactly("ann", "bob", "eve");
    }

    @Test
    void aJobThatWaitsForItsNextAttemptKeepsNoTurn() {
        submit("ann", 1);
        submit("bob", 2);
        fail(lease("sample.work").orElseThrow(), true);
        assertThat(owners(2)).containsExactly("bob", "bob");
        this.clock.advance(Duration.ofMinutes(10));
        assertThat(owners(1)).containsExactly("ann");
    }

    @Test
    void everyRoundServesEachOwnerOnceWhileOthersComeAndGo() {
        Random random = new Random(7);
        Map<String, Integer> waiting = new TreeMap<>();
        for (int round = 0; round < 30; round++) {
            String owner = "owner-" + random.nextInt(8);
            int count = 1 + random.nextInt(4);
            submit(owner, count);
            waiting.merge(owner, count, Integer::sum);
            List<String> present = List.copyOf(waiting.keySet());
            List<String> served = owners(present.size());
            assertThat(served).containsExactlyInAnyOrderElementsOf(present);
            served.forEach((one) -> waiting.compute(one, (same, left) -> (left == 1) ? null : left - 1));
        }
    }

    @Test
    void aLeaseReadsAFewPagesWhateverTheLengthOfTheQueue() {
        insertQueued(MANY, "'owner-' || n % 1000", "QUEUED");
        assertThat(pagesOfALease()).as("1000 owners").isLessThan(100);
        lease("sample.work");
        assertThat(pagesOfALease()).as("in the middle of a cycle").isLessThan(100);
    }

    @Test
    void aLeaseReadsAFewPagesThoughOneOwnerHasAlmostAllJobs() {
        insertQueued(MANY, "'ann'", "QUEUED");
        submit("bob", 1);
        assertThat(owners(3)).containsExactly("ann", "bob", "ann");
        assertThat(pagesOfALease()).isLessThan(100);
    }

    @Test
    void aLeaseReadsAFewPagesWithManyEndedJobs() {
        insertQueued(MANY, "'owner-' || n % 1000", "SUCCEEDED");
        submit("ann", 2);
        lease("sample.work");
        assertThat(pagesOfALease()).isLessThan(100);
    }

    /** Pages that the plan of a lease reads, which is rolled back. */
    private long pagesOfALease() {
        this.jdbc.sql("ANALYZE jobs").update();
        List<String> plan = this.transaction.execute((status) -> {
            status.setRollbackOnly();
            return this.jdbc.sql("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) " + FairQueue.ACQUIRE)
                .param("runner", "r")
                .param("expires", Columns.at(this.clock.instant()))
                .param("now", Columns.at(this.clock.instant()))
                .param("types", new String[] { "sample.work" })
                .param("urgency", 0)
                .query(Columns.TEXT)
                .list();
        });
        assertThat(plan).noneMatch((line) -> line.contains("Seq Scan") || line.contains("Sort"));
        String buffers = plan.stream().filter((line) -> line.contains("Buffers:")).findFirst().orElseThrow();
        return Pattern.compile("(?:hit|read)=(\\d+)")
            .matcher(buffers)
            .results()
            .mapToLong((count) -> Long.parseLong(count.group(1)))
            .sum();
    }

    private void insertQueued(int count, String owner, String state) {
        this.jdbc.sql("""
                INSERT INTO jobs (id, type, owner, submitted_by, payload, state, priority, max_attempts, run_after,
                    fencing_token, created_at, updated_at)
                SELECT md5(n::text), 'sample.work', %s, 'u1', '{}', :state, 5, 5, :now,
                    CASE WHEN :state = 'QUEUED' THEN 0 ELSE n END, :now, :now
                FROM generate_series(1, :count) AS n""".formatted(owner))
            .param("state", state)
            .param("now", Columns.at(Instant.parse("2026-03-01T10:00:00Z")))
            .param("count", count)
            .update();
    }

    private List<String> submit(String owner, int count) {
        return submit(owner, count, null);
    }

    private List<String> submit(String owner, int count, Integer priority) {
        return IntStream.range(0, count).mapToObj((n) -> {
            this.clock.advance(Duration.ofMillis(1));
            return this.jobs.submit(new SubmitJob("sample.work", null, null, priority), null, owner).getBody().jobId();
        }).toList();
    }

    /** Leases jobs; their owners. */
    private List<String> owners(int count) {
        return IntStream.range(0, count).mapToObj((n) -> {
            Lease lease = this.leases.acquire(new LeaseRequest("r", List.of("sample.work"), false, 0, null)).getBody();
            assertThat(lease).isNotNull();
            JobView job = job(lease.jobId());
            return job.owner();
        }).toList();
    }

}

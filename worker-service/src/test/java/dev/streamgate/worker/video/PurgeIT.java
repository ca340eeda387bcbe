/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.SubmitJob;

import static org.assertj.core.api.Assertions.assertThat;

class PurgeIT extends VideoScenario {

    @Autowired
    private OrphanPackageCleaner sweep;

    @Test
    void aDeletedContentLosesItsWorkItsFolderAndItsSource() {
        JobView video = planned("c1", Videos.remuxed("p1", 10));
        Lease running = next();
        JobView purge = purge("c1");
        assertThat(job(video.jobId()).state()).isEqualTo(JobState.CANCELLED);
        refused(409, "lease-lost", () -> beat(running, 1));
        assertThat(demand("p1", "720p", 3)).isEqualTo(State.GONE);
        assertThat(lease(MediaTask.PURGE)).as("runners have time to hear of it").isEmpty();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(this.jdbc.sql("SELECT count(*) FROM packages").query(Integer.class).single()).isZero();
    }

    @Test
    void whatAnotherContentUsesStays() {
        planned("c1", Videos.of("uploads/c1", Videos.remuxed("p1", 10)));
        JobView other = planned("c2", Videos.of("uploads/c2", Videos.remuxed("p1", 10)));
        JobView purge = purge("c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        doEverything();
        assertThat(job(other.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        purge("c2");
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1", "uploads/c2");
    }

    @Test
    void nothingIsLeftToDoForAContentThatHadNoVideo() {
        assertThat(purge("c1").state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aFolderThatIsNeededAgainBeforeItsDeletionStays() {
        planned("c1", Videos.remuxed("p1", 3));
        doEverything();
        JobView purge = purge("c1");
        JobView again = planned("c2", Videos.remuxed("p1", 3));
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactly("uploads/c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        doEverything();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aPlanWaitsForADeletionOfItsFolderThatHasBegun() {
        planned("c1", Videos.silent("p1", 3));
        doEverything();
        purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        List<Lease> deleting = List.of(lease(MediaTask.PURGE).orElseThrow(), lease(MediaTask.PURGE).orElseThrow());
        JobView again = planned("c2", Videos.silent("p1", 3));
        assertThat(lease(EVERY_TYPE)).isEmpty();
        deleting.forEach(this::complete);
        this.clock.advance(Duration.ofSeconds(3));
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p1", 3)));
        doEverything();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aPackageThatNoContentUsesAnyMoreIsFoundAndDeleted() {
        planned("c1", Videos.remuxed("p1", 3));
        doEverything();
        this.clock.advance(Duration.ofHours(2));
        this.jobs.submit(new SubmitJob("transcode", "c1",
                Map.of("sourceKey", "uploads/new", "sourceSha256", "cd".repeat(32)), null), null, "u1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p2", 3)));
        this.sweep.sweep();
        this.clock.advance(Duration.ofMinutes(59));
        this.sweep.sweep();
        assertThat(lease(MediaTask.PURGE)).isEmpty();
        this.clock.advance(Duration.ofMinutes(2));
        this.sweep.sweep();
        this.sweep.sweep();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactly("p1");
    }

    private JobView purge(String contentId) {
        return this.jobs
            .submit(new SubmitJob("media.purge", null, Map.of("contentId", contentId), null), "purge:" + contentId,
                    null)
            .getBody();
    }

    /** Does every deletion that is due; which keys. */
    private List<String> purges() {
        return Stream.generate(() -> lease(MediaTask.PURGE)).takeWhile((lease) -> lease.isPresent()).map((lease) -> {
            Lease task = lease.orElseThrow();
            complete(task);
            Object packageKey = task.payload().get("packageKey");
            return String.valueOf((packageKey != null) ? packageKey : task.payload().get("sourceKey"));
        }).toList();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.purge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;

class PurgeIT extends VideoScenario {

    @Autowired
    private OrphanPackageCleaner cleaner;

    @Autowired
    private DataSource database;

    @Test
    void aPurgeCancelsTheJobsAndDeletesPackageAndSource() {
        JobView video = planned("c1", Videos.remuxed("p1", 10));
        Lease running = next();
        JobView purge = purge("c1");
        assertThat(job(video.jobId()).state()).isEqualTo(JobState.CANCELLED);
        assertProblem(409, "lease-lost", () -> heartbeat(running, 1));
        assertThat(request("p1", "720p", 3)).isEqualTo(State.GONE);
        assertThat(lease(MediaTask.PURGE)).as("leases of cancelled tasks expire first").isEmpty();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(this.jdbc.sql("SELECT count(*) FROM packages").query(Integer.class).single()).isZero();
    }

    @Test
    void aPackageThatAnotherContentUsesIsKept() {
        planned("c1", Videos.of("uploads/c1", Videos.remuxed("p1", 10)));
        JobView other = planned("c2", Videos.of("uploads/c2", Videos.remuxed("p1", 10)));
        JobView purge = purge("c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        completeAll();
        assertThat(job(other.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        purge("c2");
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1", "uploads/c2");
    }

    @Test
    void aPurgeOfAContentWithoutAVideoSucceeds() {
        assertThat(purge("c1").state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aPackageThatIsUsedAgainBeforeItsPurgeIsKept() {
        planned("c1", Videos.remuxed("p1", 3));
        completeAll();
        JobView purge = purge("c1");
        JobView again = planned("c2", Videos.remuxed("p1", 3));
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactly("uploads/c1");
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        completeAll();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aPlanWaitsForThePurgeOfItsPackage() {
        planned("c1", Videos.silent("p1", 3));
        completeAll();
        purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        List<Lease> deleting = List.of(lease(MediaTask.PURGE).orElseThrow(), lease(MediaTask.PURGE).orElseThrow());
        JobView again = planned("c2", Videos.silent("p1", 3));
        assertThat(lease(EVERY_TYPE)).isEmpty();
        deleting.forEach(this::complete);
        this.clock.advance(Duration.ofSeconds(3));
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p1", 3)));
        completeAll();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anOrphanPackageIsPurged() {
        planned("c1", Videos.remuxed("p1", 3));
        completeAll();
        this.clock.advance(Duration.ofHours(2));
        this.jobs.submit(new SubmitJob("transcode", "c1",
                Map.of("sourceKey", "uploads/new", "sourceSha256", "cd".repeat(32)), null), null, "u1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p2", 3)));
        this.cleaner.purgeOrphans();
        this.clock.advance(Duration.ofMinutes(359));
        this.cleaner.purgeOrphans();
        assertThat(lease(MediaTask.PURGE)).isEmpty();
        this.clock.advance(Duration.ofMinutes(2));
        this.cleaner.purgeOrphans();
        this.cleaner.purgeOrphans();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactly("p1");
    }

    @Test
    void aPackageWhosePurgeFailedIsMadeAgain() {
        failPurge();
        JobView again = planned("c2", Videos.silent("p1", 3));
        completeAll();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void whatAPurgeCouldNotDeleteIsDeletedByALaterOne() {
        JobView failed = failPurge();
        this.clock.advance(Duration.ofHours(7));
        this.cleaner.purgeOrphans();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1");
        assertThat(this.jdbc.sql("SELECT count(*) FROM packages").query(Integer.class).single()).isZero();
        this.clients.jobs(TestTokens.user("op", "operator")).retry(failed.jobId());
        assertThat(job(failed.jobId()).state()).as("nothing is left").isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aRepeatedPurgeDeletesOnlyWhatIsStillUnused() {
        JobView failed = failPurge();
        planned("c2", Videos.silent("p1", 3));
        completeAll();
        this.clients.jobs(TestTokens.user("op", "operator")).retry(failed.jobId());
        assertThat(purges()).containsExactly("uploads/c1");
        assertThat(job(failed.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(request("p1", "480p", 1)).isEqualTo(State.PUBLISHED);
    }

    @Test
    void duringABackupNothingIsDeleted() throws SQLException {
        planned("c1", Videos.silent("p1", 3));
        completeAll();
        purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        try (Connection backup = this.database.getConnection(); Statement statement = backup.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('streamgate purges', 0))");
            assertThat(lease(MediaTask.PURGE)).isEmpty();
            transcode("c2", "b");
            assertThat(lease(MediaTask.PURGE, MediaTask.PLAN).orElseThrow().type()).isEqualTo(MediaTask.PLAN);
            statement.execute("SELECT pg_advisory_unlock(hashtextextended('streamgate purges', 0))");
        }
        assertThat(purges()).containsExactlyInAnyOrder("p1", "uploads/c1");
    }

    @Test
    void aBackupSeesWhetherMediaAreBeingDeleted() {
        planned("c1", Videos.silent("p1", 3));
        completeAll();
        purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        String running = "SELECT purges_are_running()";
        assertThat(this.jdbc.sql(running).query(Boolean.class).single()).isFalse();
        assertThat(lease(MediaTask.PURGE)).isPresent();
        assertThat(this.jdbc.sql(running).query(Boolean.class).single()).isTrue();
    }

    @Test
    void aPlanWhosePresentationAPurgeHasDeletedIsMadeAgain() {
        planned("c1", Videos.silent("p1", 3));
        completeAll();
        purge("c1");
        JobView again = transcode("c2", "c2");
        Lease plan = lease(MediaTask.PLAN).orElseThrow();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).contains("p1");
        complete(plan, Map.of("presentation", Videos.silent("p1", 3)));
        assertThat(this.jdbc.sql("SELECT count(*) FROM packages").query(Integer.class).single()).isZero();
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p1", 3)));
        completeAll();
        assertThat(job(again.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aFailedPackageIsRetriedFromTheSourceOfTheContentThatIsLeft() {
        planned("c1", Videos.of("uploads/c1", Videos.remuxed("p1", 3)));
        JobView left = planned("c2", Videos.of("uploads/c1", Videos.remuxed("p1", 3)));
        complete(next());
        fail(next(), false);
        purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).containsExactly("uploads/c1");
        this.clients.jobs(TestTokens.user("op", "operator")).retry(left.jobId());
        List<Lease> tasks = Stream.generate(() -> lease(EVERY_TYPE))
            .takeWhile((lease) -> lease.isPresent())
            .map((lease) -> lease.orElseThrow())
            .toList();
        assertThat(tasks).isNotEmpty()
            .allSatisfy((task) -> assertThat(task.payload()).containsEntry("sourceKey", "uploads/c2")
                .containsEntry("contentId", "c2"));
        purge("c2");
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(purges()).as("no longer while it is read").containsExactlyInAnyOrder("p1", "uploads/c2");
    }

    /** Purges content c1 with package p1; neither package nor source can be deleted. */
    private JobView failPurge() {
        planned("c1", Videos.silent("p1", 3));
        completeAll();
        JobView purge = purge("c1");
        this.clock.advance(Duration.ofSeconds(31));
        fail(lease(MediaTask.PURGE).orElseThrow(), false);
        fail(lease(MediaTask.PURGE).orElseThrow(), false);
        assertThat(job(purge.jobId()).state()).isEqualTo(JobState.FAILED);
        return purge;
    }

    private JobView purge(String contentId) {
        metadata.forget(contentId);
        return this.jobs
            .submit(new SubmitJob("media.purge", null, Map.of("contentId", contentId), null), "purge:" + contentId,
                    null)
            .getBody();
    }

    /** Completes all purge tasks that are due; their keys. */
    private List<String> purges() {
        return Stream.generate(() -> lease(MediaTask.PURGE)).takeWhile((lease) -> lease.isPresent()).map((lease) -> {
            Lease task = lease.orElseThrow();
            complete(task);
            Object packageKey = task.payload().get("packageKey");
            return String.valueOf((packageKey != null) ? packageKey : task.payload().get("sourceKey"));
        }).toList();
    }

}

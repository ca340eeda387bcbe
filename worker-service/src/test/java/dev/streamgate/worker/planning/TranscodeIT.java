/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TranscodeIT extends VideoScenario {

    @Autowired
    private MeterRegistry meters;

    @Test
    void aVideoIsPlannedThenEncodedInPlaybackOrder() {
        JobView job = transcode("c1", "a");
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        Lease plan = next();
        assertThat(plan.type()).isEqualTo(MediaTask.PLAN);
        assertThat(plan.payload()).containsEntry("contentId", "c1")
            .containsEntry("sourceKey", "uploads/a")
            .containsEntry("sourceSha256", "ab".repeat(32));
        assertThat(plan.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
        complete(plan, Map.of("presentation", Videos.remuxed("p1", 30)));

        List<String> order = new ArrayList<>();
        for (Optional<Lease> lease = lease(EVERY_TYPE); lease.isPresent(); lease = lease(EVERY_TYPE)) {
            order.add(describe(lease.get()));
            complete(lease.get());
        }
        assertThat(order).containsExactly("media.audio [audio] 0-2 urgent", "media.remux [source] 0-2 urgent",
                "media.audio [audio] 2-30", "media.remux [source] 2-16", "media.remux [source] 16-30",
                "media.encode [720p, 480p] 0-1", "media.images null 0-0", "media.encode [720p, 480p] 1-3",
                "media.encode [720p, 480p] 3-7", "media.encode [720p, 480p] 7-15", "media.encode [720p, 480p] 15-23",
                "media.encode [720p, 480p] 23-30");
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job(job.jobId()).result()).containsEntry("packageKey", "p1");
    }

    @Test
    void theTimeUntilPlayableAndReadyIsMeasured() {
        Timer playable = this.meters.get("streamgate.worker.video.playable").timer();
        Timer ready = this.meters.get("streamgate.worker.video.ready").timer();
        long before = playable.count();
        long readyBefore = ready.count();
        double waited = playable.totalTime(TimeUnit.SECONDS);
        planned("c1", Videos.remuxed("p1", 10));
        this.clock.advance(Duration.ofSeconds(3));
        completeAll();
        assertThat(playable.count()).isEqualTo(before + 1);
        assertThat(playable.totalTime(TimeUnit.SECONDS) - waited).isEqualTo(3, within(1e-6));
        assertThat(ready.count()).isEqualTo(readyBefore + 1);
        planned("c2", Videos.remuxed("p1", 10));
        assertThat(playable.count()).as("what plays already").isEqualTo(before + 2);
    }

    @Test
    void aVideoWithoutARemuxedRenditionStartsWithAudioAndAShortEncodeTask() {
        planned("c1", Videos.encoded("p1", 30));
        assertThat(describe(next())).isEqualTo("media.audio [audio] 0-2 urgent");
        assertThat(describe(next())).isEqualTo("media.encode [720p, 480p] 0-1 urgent");
        assertThat(describe(next())).isEqualTo("media.audio [audio] 2-30");
    }

    @Test
    void aReservedSlotTakesTheFirstStepsOfANewVideoOnly() {
        transcode("c1", "a");
        Lease plan = urgent().orElseThrow();
        assertThat(plan.type()).isEqualTo(MediaTask.PLAN);
        complete(plan, Map.of("presentation", Videos.remuxed("p1", 30)));
        assertThat(List.of(describe(urgent().orElseThrow()), describe(urgent().orElseThrow())))
            .containsExactly("media.audio [audio] 0-2 urgent", "media.remux [source] 0-2 urgent");
        assertThat(urgent()).isEmpty();
    }

    @Test
    void theFirstStepsOfANewVideoPrecedeTheRestOfAnother() {
        planned("c1", Videos.remuxed("p1", 300));
        next();
        next();
        planned("c2", Videos.remuxed("p2", 300));
        Lease lease = next();
        assertThat(lease.payload()).containsEntry("packageKey", "p2").containsEntry("fromSegment", 0);
    }

    @Test
    void progressIsTheShareOfPublishedSegments() {
        JobView job = planned("c1", Videos.remuxed("p1", 10));
        Lease audio = next();
        heartbeat(audio, 1);
        assertThat(job(job.jobId()).progress()).isEqualTo(1 / 40.0, within(1e-9));
        complete(audio);
        assertThat(job(job.jobId()).progress()).isEqualTo(2 / 40.0, within(1e-9));
        completeAll();
        assertThat(job(job.jobId()).progress()).isEqualTo(1);
    }

    @Test
    void aRetryContinuesAfterTheLastPublishedSegment() {
        planned("c1", Videos.remuxed("p1", 10));
        Lease lease = lease(MediaTask.ENCODE).orElseThrow();
        complete(lease);
        Lease longer = lease(MediaTask.ENCODE).orElseThrow();
        assertThat(describe(longer)).isEqualTo("media.encode [720p, 480p] 1-3");
        heartbeat(longer, 2);
        fail(longer, true);
        this.clock.advance(Duration.ofMinutes(1));
        assertThat(describe(lease(MediaTask.ENCODE).orElseThrow())).isEqualTo("media.encode [720p, 480p] 2-3");
    }

    @Test
    void contentsWithTheSamePackageShareItsTasks() {
        JobView first = planned("c1", Videos.remuxed("p1", 10));
        complete(next());
        JobView second = planned("c2", Videos.remuxed("p1", 10));
        assertThat(tasks()).isEqualTo(9 + 2);
        completeAll();
        assertThat(job(first.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job(second.jobId()).state()).isEqualTo(JobState.SUCCEEDED);

        JobView third = planned("c3", Videos.remuxed("p1", 10));
        assertThat(job(third.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(lease(EVERY_TYPE)).isEmpty();
    }

    @Test
    void aFailedTaskFailsAllJobsOfThePackageAndAnOperatorRetriesThem() {
        JobView first = planned("c1", Videos.remuxed("p1", 10));
        JobView second = planned("c2", Videos.remuxed("p1", 10));
        Lease running = next();
        fail(next(), false);
        assertThat(job(first.jobId()).state()).isEqualTo(JobState.FAILED);
        assertThat(job(second.jobId()).error()).isEqualTo("It broke.");
        assertThat(heartbeat(running, 1).cancelled()).isTrue();
        assertThat(lease(EVERY_TYPE)).isEmpty();
        assertThat(request("p1", "720p", 3)).isEqualTo(State.GONE);

        var operator = this.clients.jobs(TestTokens.user("op", "operator"));
        operator.retry(first.jobId());
        operator.retry(second.jobId());
        completeAll();
        assertThat(job(first.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job(second.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(tasks()).isEqualTo(9 + 2);
    }

    @Test
    void aVideoThatCannotBePlannedFails() {
        JobView job = transcode("c1", "a");
        fail(next(), false);
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.FAILED);
        assertThat(job(job.jobId()).error()).isEqualTo("It broke.");
        this.clients.jobs(TestTokens.user("op", "operator")).retry(job.jobId());
        complete(next(), Map.of("presentation", Videos.remuxed("p1", 3)));
        completeAll();
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anInvalidPlanFailsTheVideo() {
        JobView job = transcode("c1", "a");
        complete(next(), Map.of("presentation", Map.of("packageKey", "../p1", "segments", List.of(1))));
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.FAILED);
        assertThat(job(job.jobId()).error()).isEqualTo("The video could not be planned.");
    }

    @Test
    void failedImagesDoNotFailTheVideo() {
        JobView job = planned("c1", Videos.remuxed("p1", 3));
        fail(lease(MediaTask.IMAGES).orElseThrow(), false);
        completeAll();
        assertThat(job(job.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(request("p1", "images", 0)).isEqualTo(State.GONE);
    }

    @Test
    void cancellingAJobCancelsItsTasksUnlessAnotherJobNeedsThem() {
        JobView first = planned("c1", Videos.remuxed("p1", 10));
        JobView second = planned("c2", Videos.remuxed("p1", 10));
        Lease running = next();
        this.jobs.cancel(first.jobId());
        assertThat(heartbeat(running, 1).cancelled()).isFalse();
        this.jobs.cancel(second.jobId());
        assertThat(heartbeat(running, 2).cancelled()).isTrue();
        assertThat(lease(EVERY_TYPE)).isEmpty();

        JobView third = planned("c3", Videos.remuxed("p1", 10));
        completeAll();
        assertThat(job(third.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void cancellingAJobCancelsItsPlan() {
        JobView job = transcode("c1", "a");
        Lease plan = next();
        this.jobs.cancel(job.jobId());
        assertThat(heartbeat(plan, null).cancelled()).isTrue();
        assertProblem(409, "lease-lost", () -> complete(plan, Map.of("presentation", Videos.remuxed("p1", 3))));
    }

    @Test
    void anotherUploadCancelsTheJobOfTheFirst() {
        JobView first = planned("c1", Videos.remuxed("p1", 10));
        Lease running = next();
        JobView second = transcode("c1", "b");
        assertThat(job(first.jobId()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(heartbeat(running, 1).cancelled()).isTrue();
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p2", 3)));
        completeAll();
        assertThat(job(second.jobId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aLateSubmissionOfAnEarlierUploadIsCancelled() {
        JobView later = transcode("c1", "b", 2);
        JobView earlier = transcode("c1", "a", 1);
        assertThat(earlier.state()).isEqualTo(JobState.CANCELLED);
        assertThat(job(later.jobId()).state()).isEqualTo(JobState.RUNNING);
        assertThat(next().payload()).containsEntry("sourceKey", "uploads/b");
        assertThat(lease(EVERY_TYPE)).isEmpty();
    }

    @Test
    void aPlanOfAnEarlierUploadThatCompletesLateChangesNothing() {
        transcode("c1", "a", 1);
        Lease earlier = next();
        transcode("c1", "b", 2);
        complete(next(), Map.of("presentation", Videos.silent("p2", 3)));
        assertProblem(409, "lease-lost", () -> complete(earlier, Map.of("presentation", Videos.silent("p1", 3))));
        assertThat(packageOf("c1")).isEqualTo("p2");
        assertThat(this.jdbc.sql("SELECT package_key FROM packages").query(String.class).list()).containsExactly("p2");
    }

    @Test
    void aPlanThatIsLeasedAgainIsTakenFromTheLaterLeaseOnly() {
        transcode("c1", "a", 1);
        Lease earlier = next();
        fail(earlier, true);
        this.clock.advance(Duration.ofMinutes(5));
        Lease later = next();
        assertThat(later.fencingToken()).isGreaterThan(earlier.fencingToken());
        complete(later, Map.of("presentation", Videos.silent("p2", 3)));
        assertProblem(409, "lease-lost", () -> complete(earlier, Map.of("presentation", Videos.silent("p1", 3))));
        assertThat(packageOf("c1")).isEqualTo("p2");
    }

    @Test
    void theSameUploadSubmittedTwiceIsOneJob() {
        assertThat(transcode("c1", "a").jobId()).isEqualTo(transcode("c1", "a").jobId());
        next();
        assertThat(lease(EVERY_TYPE)).isEmpty();
    }

    private String packageOf(String contentId) {
        return this.jdbc.sql("SELECT package_key FROM contents WHERE content_id = ?")
            .param(contentId)
            .query(String.class)
            .single();
    }

    private int tasks() {
        return this.jdbc.sql("SELECT count(*) FROM jobs WHERE parent_id IS NOT NULL").query(Integer.class).single();
    }

}

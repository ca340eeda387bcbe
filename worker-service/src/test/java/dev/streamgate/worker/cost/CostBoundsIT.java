/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.cost;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;

import static org.assertj.core.api.Assertions.assertThat;

class CostBoundsIT extends VideoScenario {

    /** Bytes of a file of ten gigabytes. */
    private static final long LARGE = 10_000_000_000L;

    @Autowired
    private MeterRegistry meters;

    @Test
    void aTinyFileOfTwelveHoursIsRefusedBeforeItIsQueued() throws InterruptedException {
        double refused = refused("frames");
        JobView job = planned("c1", "u1", 30_000, video("p1", 12, 60, 320, 240));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo("The file has 30000 bytes and would become 2592000 frames; "
                + "a file of this size may have 246000. Upload a shorter one.");
        assertThat(lease(EVERY_TYPE)).as("nothing is queued, and the plan is not repeated").isEmpty();
        MediaUpdate update = metadata.next().update();
        while (update.state() != ContentState.FAILED) {
            update = metadata.next().update();
        }
        assertThat(update.error()).isEqualTo(job.error());
        assertThat(refused("frames")).isEqualTo(refused + 1);
    }

    @Test
    void aRecordingOfTwelveHoursIsAccepted() {
        assertThat(planned("c1", "u1", 60_000_000, video("p1", 12, 60, 320, 240)).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aFilmOfThreeHoursInFourKIsAcceptedAndADayIsNot() {
        assertThat(planned("c1", "u1", LARGE, video("p1", 3, 60, 3840, 2160)).state()).isEqualTo(JobState.RUNNING);
        JobView day = planned("c2", "u2", LARGE, video("p2", 24, 60, 3840, 2160));
        assertThat(day.state()).isEqualTo(JobState.FAILED);
        assertThat(day.error()).matches("Encoding this video would take about [0-9]+ hours of processor time; "
                + "50 hours are allowed. Upload a shorter one, or one with fewer frames per second or a smaller picture.");
    }

    @Test
    void theUnfinishedVideosOfAnOwnerAreBoundedTogether() {
        JobView first = planned("c1", "u1", LARGE, video("p1", 3, 60, 3840, 2160));
        planned("c2", "u1", LARGE, video("p2", 3, 60, 3840, 2160));
        planned("c3", "u1", LARGE, video("p3", 3, 60, 3840, 2160));
        JobView fourth = planned("c4", "u1", LARGE, video("p4", 3, 60, 3840, 2160));
        assertThat(fourth.error()).matches("Encoding this video would take about [0-9]+ hours of processor time, and "
                + "your videos that are not finished take [0-9]+ hours; together 100 hours are allowed. "
                + "Try again when they are finished.");
        assertThat(planned("c5", "u2", LARGE, video("p5", 3, 60, 3840, 2160)).state()).as("of another owner")
            .isEqualTo(JobState.RUNNING);
        this.jobs.cancel(first.jobId());
        assertThat(planned("c6", "u1", LARGE, video("p6", 3, 60, 3840, 2160)).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void theVideosOfADayAreBoundedTogether() {
        for (int n = 1; n <= 7; n++) {
            JobView job = planned("c" + n, "u1", LARGE, video("p" + n, 3, 60, 3840, 2160));
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
            this.jobs.cancel(job.jobId());
        }
        assertThat(planned("c8", "u1", LARGE, video("p8", 3, 60, 3840, 2160)).error())
            .contains("your videos of the last 24 hours take", "Try again tomorrow.");
        this.clock.advance(Duration.ofHours(25));
        assertThat(planned("c9", "u1", LARGE, video("p9", 3, 60, 3840, 2160)).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aVideoThatIsMadeAlreadyCostsNothing() {
        for (int n = 1; n <= 9; n++) {
            assertThat(planned("c" + n, "u1", LARGE, video("p1", 3, 60, 3840, 2160)).state())
                .isEqualTo(JobState.RUNNING);
        }
    }

    @Test
    void anOperatorsJobIsNotBounded() {
        createContent("c1", "u1");
        assertThat(planned("c1", "u1", LARGE, video("p1", 24, 60, 3840, 2160)).state()).isEqualTo(JobState.FAILED);
        String job = this.clients.transcodes(TestTokens.user("op", "operator"))
            .create(new CreateTranscode("c1", null, null), null)
            .getBody()
            .transcodeId();
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", video("p1", 24, 60, 3840, 2160)));
        assertThat(job(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(describe(next())).isEqualTo("media.encode [2160p, 720p] 0-1 urgent");
    }

    @Test
    void theFilesOfARefusedPlanArePurgedAsThoseOfAnUnusedPackage() {
        planned("c1", "u1", 30_000, video("p1", 12, 60, 320, 240));
        assertThat(this.jdbc.sql("SELECT state FROM packages WHERE package_key = 'p1'").query(String.class).single())
            .isEqualTo("CANCELLED");
    }

    private JobView planned(String contentId, String owner, long size, Presentation plan) {
        JobView job = this.jobs
            .submit(new SubmitJob("transcode", contentId,
                    Map.of("sourceKey", "uploads/" + contentId, "sourceSha256", "ab".repeat(32), "size", size), null),
                    null, owner)
            .getBody();
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", plan));
        return job(job.jobId());
    }

    /** A silent video whose picture and 720p are encoded. */
    private static Presentation video(String key, int hours, int rate, int width, int height) {
        Presentation like = Videos.silent(key, 1);
        int segments = hours * 900;
        var whole = like.video().get(1);
        var best = new Presentation.VideoRendition(height + "p", width, height, 1, 1, "avc1.640033",
                Presentation.Mode.ENCODE);
        return new Presentation(key, "uploads/a", "uploads/a", hours * 3600, width, height, rate, 1000,
                Collections.nCopies(segments, 4000L), Collections.nCopies(segments, 4 * rate),
                (height > 720) ? List.of(best, whole) : List.of(best), List.of(), null, null);
    }

    private double refused(String kind) {
        return this.meters.find("streamgate.worker.videos.refused")
            .tag("kind", kind)
            .counters()
            .stream()
            .mapToDouble((counter) -> counter.count())
            .sum();
    }

}

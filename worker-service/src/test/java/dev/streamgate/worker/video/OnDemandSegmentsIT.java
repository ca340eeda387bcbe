/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.worker.queue.NotificationHub;

import static org.assertj.core.api.Assertions.assertThat;

class OnDemandSegmentsIT extends VideoScenario {

    @Autowired
    private NotificationHub wakeups;

    @Test
    void aDemandedSegmentIsCutOutOfItsChunkAndGoesFirstTheNextOneAfterIt() {
        planned("c1", Videos.remuxed("p1", 40));
        assertThat(demand("p1", "480p", 20)).isEqualTo(State.PENDING);
        assertThat(demand("p1", "480p", 20)).isEqualTo(State.PENDING);
        assertThat(work(next())).isEqualTo("media.encode [480p] 20-21 urgent");
        assertThat(List.of(work(next()), work(next()))).as("the video's start")
            .containsExactly("media.audio [audio] 0-2 urgent", "media.remux [source] 0-2 urgent");
        assertThat(work(next())).isEqualTo("media.encode [480p] 21-22");
        assertThat(encodes()).containsExactly("[720p, 480p] 0-1", "[720p, 480p] 1-3", "[720p, 480p] 3-7",
                "[720p, 480p] 7-15", "[720p, 480p] 15-20", "[480p] 20-21", "[720p] 20-22", "[480p] 21-22",
                "[720p, 480p] 22-23", "[720p, 480p] 23-31", "[720p, 480p] 31-39", "[720p, 480p] 39-40");
    }

    @Test
    void whatNeedNotBeEncodedIsTakenAlongAFewSegmentsAtOnce() {
        planned("c1", Videos.remuxed("p1", 40));
        demand("p1", "source", 20);
        demand("p1", "audio", 20);
        demand("p1", "source", 22);
        assertThat(List.of(work(next()), work(next()))).containsExactlyInAnyOrder("media.remux [source] 20-24 urgent",
                "media.audio [audio] 20-24 urgent");
    }

    @Test
    void aRunningEncoderIsShortenedWhenItWouldComeTooLate() {
        planned("c1", Videos.remuxed("p1", 40));
        for (int chunk = 0; chunk < 3; chunk++) {
            complete(lease(MediaTask.ENCODE).orElseThrow());
        }
        Lease running = lease(MediaTask.ENCODE).orElseThrow();
        assertThat(work(running)).isEqualTo("media.encode [720p, 480p] 7-15");
        assertThat(beat(running, 8).toSegment()).isEqualTo(15);
        demand("p1", "720p", 9);
        assertThat(beat(running, 8).toSegment()).isEqualTo(15);
        demand("p1", "720p", 11);
        assertThat(beat(running, 9).toSegment()).isEqualTo(11);
        assertThat(work(next())).isEqualTo("media.encode [720p] 11-12 urgent");
        // A runner that had not heard of it yet went on a bit: that belongs to another
        // task now.
        assertThat(beat(running, 13).toSegment()).isEqualTo(11);
        complete(running);
        assertThat(demand("p1", "480p", 10)).isEqualTo(State.PUBLISHED);
        assertThat(demand("p1", "480p", 11)).isEqualTo(State.PENDING);
    }

    @Test
    void allWhoWaitForASegmentAreAnsweredWhenItIsPublished() {
        planned("c1", Videos.remuxed("p1", 40));
        List<CompletableFuture<State>> viewers = Stream.generate(() -> new OnDemandRequest("p1", "720p", 20, 30_000))
            .limit(3)
            .map((wish) -> CompletableFuture.supplyAsync(() -> this.demands.demand(wish).state(),
                    (task) -> Thread.ofVirtual().start(task)))
            .toList();
        until(() -> this.wakeups.waiting() == 3);
        Lease lease = next();
        assertThat(work(lease)).isEqualTo("media.encode [720p] 20-21 urgent");
        beat(lease, 21);
        for (CompletableFuture<State> viewer : viewers) {
            assertThat(viewer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(State.PUBLISHED);
        }
    }

    @Test
    void whoWaitsIsToldWhenItWillNotCome() {
        planned("c1", Videos.remuxed("p1", 40));
        CompletableFuture<State> viewer = CompletableFuture
            .supplyAsync(() -> this.demands.demand(new OnDemandRequest("p1", "720p", 20, 30_000)).state());
        until(() -> this.wakeups.waiting() == 1);
        fail(next(), false);
        assertThat(viewer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(State.GONE);
    }

    @Test
    void thereIsNothingBeyondTheEndOrOfAnotherName() {
        planned("c1", Videos.remuxed("p1", 4));
        assertThat(demand("p1", "720p", 4)).isEqualTo(State.GONE);
        assertThat(demand("p1", "1080p", 0)).isEqualTo(State.GONE);
        assertThat(demand("p2", "720p", 0)).isEqualTo(State.GONE);
        doEverything();
        assertThat(demand("p1", "720p", 3)).isEqualTo(State.PUBLISHED);
        assertThat(demand("p1", "images", 0)).isEqualTo(State.PUBLISHED);
        assertThat(demand("p1", "720p", 4)).isEqualTo(State.GONE);
    }

    @Test
    void aReadyPackageAnswersAlsoWhenItsTasksAreForgotten() {
        planned("c1", Videos.remuxed("p1", 4));
        doEverything();
        this.jdbc.sql("DELETE FROM jobs").update();
        assertThat(demand("p1", "720p", 3)).isEqualTo(State.PUBLISHED);
        assertThat(demand("p1", "720p", 4)).isEqualTo(State.GONE);
    }

    @Test
    void imagesAreRaisedWhenDemanded() {
        planned("c1", Videos.remuxed("p1", 40));
        demand("p1", "images", 0);
        assertThat(next().type()).isEqualTo(MediaTask.IMAGES);
    }

    @Test
    void aDemandMeetsATaskOfWhichAPartIsPublished() {
        planned("c1", Videos.encoded("p1", 40));
        complete(lease(MediaTask.ENCODE).orElseThrow());
        Lease broken = lease(MediaTask.ENCODE).orElseThrow();
        beat(broken, 2);
        fail(broken, true);
        assertThat(demand("p1", "720p", 1)).isEqualTo(State.PUBLISHED);
        assertThat(demand("p1", "720p", 2)).isEqualTo(State.PENDING);
        this.clock.advance(Duration.ofMinutes(1));
        assertThat(work(next())).isEqualTo("media.encode [720p] 2-3 urgent");
        assertThat(demand("p1", "480p", 1)).isEqualTo(State.PUBLISHED);
    }

    private List<String> encodes() {
        return this.jdbc.sql("""
                SELECT '[' || array_to_string(renditions, ', ') || '] ' || first_segment || '-' || end_segment FROM jobs
                WHERE type = 'media.encode' ORDER BY first_segment, renditions""").query(String.class).list();
    }

}

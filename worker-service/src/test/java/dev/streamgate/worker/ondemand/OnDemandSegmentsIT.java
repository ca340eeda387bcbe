/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.worker.VideoScenario;
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.queue.NotificationHub;

import static org.assertj.core.api.Assertions.assertThat;

class OnDemandSegmentsIT extends VideoScenario {

    @Autowired
    private NotificationHub notifications;

    @Test
    void aRequestedSegmentIsSplitOffAndPrecedesAllOthersThenTheNextOne() {
        planned("c1", Videos.remuxed("p1", 40));
        assertThat(request("p1", "480p", 20)).isEqualTo(State.PENDING);
        assertThat(request("p1", "480p", 20)).isEqualTo(State.PENDING);
        assertThat(describe(next())).isEqualTo("media.encode [480p] 20-21 urgent");
        assertThat(List.of(describe(next()), describe(next()))).as("the video's start")
            .containsExactly("media.audio [audio] 0-2 urgent", "media.remux [source] 0-2 urgent");
        assertThat(describe(next())).isEqualTo("media.encode [480p] 21-22");
        assertThat(encodes()).containsExactly("[720p, 480p] 0-1", "[720p, 480p] 1-3", "[720p, 480p] 3-7",
                "[720p, 480p] 7-15", "[720p, 480p] 15-20", "[480p] 20-21", "[720p] 20-22", "[480p] 21-22",
                "[720p, 480p] 22-23", "[720p, 480p] 23-31", "[720p, 480p] 31-39", "[720p, 480p] 39-40");
    }

    @Test
    void copiedSegmentsAreSplitOffInGroups() {
        planned("c1", Videos.remuxed("p1", 40));
        request("p1", "source", 20);
        request("p1", "audio", 20);
        request("p1", "source", 22);
        assertThat(List.of(describe(next()), describe(next())))
            .containsExactlyInAnyOrder("media.remux [source] 20-24 urgent", "media.audio [audio] 20-24 urgent");
    }

    @Test
    void aRunningEncodeTaskIsShortenedForADistantSegment() {
        planned("c1", Videos.remuxed("p1", 40));
        for (int chunk = 0; chunk < 3; chunk++) {
            complete(lease(MediaTask.ENCODE).orElseThrow());
        }
        Lease running = lease(MediaTask.ENCODE).orElseThrow();
        assertThat(describe(running)).isEqualTo("media.encode [720p, 480p] 7-15");
        assertThat(heartbeat(running, 8).toSegment()).isEqualTo(15);
        request("p1", "720p", 9);
        assertThat(heartbeat(running, 8).toSegment()).isEqualTo(15);
        request("p1", "720p", 11);
        assertThat(heartbeat(running, 9).toSegment()).isEqualTo(11);
        assertThat(describe(next())).isEqualTo("media.encode [720p] 11-12 urgent");
        // The runner published more before it received the new end: those segments
        // belong to another task.
        assertThat(heartbeat(running, 13).toSegment()).isEqualTo(11);
        complete(running);
        assertThat(request("p1", "480p", 10)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "480p", 11)).isEqualTo(State.PENDING);
    }

    @Test
    void allWaitingRequestsAreAnsweredOnPublication() {
        planned("c1", Videos.remuxed("p1", 40));
        List<CompletableFuture<State>> viewers = Stream.generate(() -> new OnDemandRequest("p1", "720p", 20, 30_000))
            .limit(3)
            .map((segment) -> CompletableFuture.supplyAsync(() -> this.onDemand.request(segment).state(),
                    (task) -> Thread.ofVirtual().start(task)))
            .toList();
        until(() -> this.notifications.waiting() == 3);
        Lease lease = next();
        assertThat(describe(lease)).isEqualTo("media.encode [720p] 20-21 urgent");
        heartbeat(lease, 21);
        for (CompletableFuture<State> viewer : viewers) {
            assertThat(viewer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(State.PUBLISHED);
        }
    }

    @Test
    void waitingRequestsAreAnsweredWhenTheTaskFails() {
        planned("c1", Videos.remuxed("p1", 40));
        CompletableFuture<State> viewer = CompletableFuture
            .supplyAsync(() -> this.onDemand.request(new OnDemandRequest("p1", "720p", 20, 30_000)).state());
        until(() -> this.notifications.waiting() == 1);
        fail(next(), false);
        assertThat(viewer.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(State.GONE);
    }

    @Test
    void unknownSegmentsAndRenditionsAreGone() {
        planned("c1", Videos.remuxed("p1", 4));
        assertThat(request("p1", "720p", 4)).isEqualTo(State.GONE);
        assertThat(request("p1", "1080p", 0)).isEqualTo(State.GONE);
        assertThat(request("p2", "720p", 0)).isEqualTo(State.GONE);
        completeAll();
        assertThat(request("p1", "720p", 3)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "images", 0)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "720p", 4)).isEqualTo(State.GONE);
    }

    @Test
    void aReadyPackageIsPublishedWithoutItsTasks() {
        planned("c1", Videos.remuxed("p1", 4));
        completeAll();
        this.jdbc.sql("DELETE FROM jobs").update();
        assertThat(request("p1", "720p", 3)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "720p", 4)).isEqualTo(State.GONE);
    }

    @Test
    void requestedImagesPrecedeAllOthers() {
        planned("c1", Videos.remuxed("p1", 40));
        request("p1", "images", 0);
        assertThat(next().type()).isEqualTo(MediaTask.IMAGES);
    }

    @Test
    void requestedSubtitlesPrecedeAllOthers() {
        planned("c1", Videos.subtitled("p1", 40));
        request("p1", "subtitles", 0);
        Lease subtitles = next();
        assertThat(subtitles.type()).isEqualTo(MediaTask.SUBTITLES);
        complete(subtitles);
        assertThat(request("p1", "subtitles", 0)).isEqualTo(State.PUBLISHED);
    }

    @Test
    void aPartlyPublishedTaskIsSplit() {
        planned("c1", Videos.encoded("p1", 40));
        complete(lease(MediaTask.ENCODE).orElseThrow());
        Lease broken = lease(MediaTask.ENCODE).orElseThrow();
        heartbeat(broken, 2);
        fail(broken, true);
        assertThat(request("p1", "720p", 1)).isEqualTo(State.PUBLISHED);
        assertThat(request("p1", "720p", 2)).isEqualTo(State.PENDING);
        this.clock.advance(Duration.ofMinutes(1));
        assertThat(describe(next())).isEqualTo("media.encode [720p] 2-3 urgent");
        assertThat(request("p1", "480p", 1)).isEqualTo(State.PUBLISHED);
    }

    private List<String> encodes() {
        return this.jdbc.sql("""
                SELECT '[' || array_to_string(renditions, ', ') || '] ' || first_segment || '-' || end_segment FROM jobs
                WHERE type = 'media.encode' ORDER BY first_segment, renditions""").query(String.class).list();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.metadata.MediaUpdate;
import dev.streamgate.contracts.metadata.RenditionView;
import dev.streamgate.contracts.worker.Failure;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.worker.FakeMetadata;
import dev.streamgate.worker.Videos;
import dev.streamgate.worker.WorkerScenario;
import dev.streamgate.worker.queue.NotificationHub;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataNotifierIT extends WorkerScenario {

    @Autowired
    private NotificationHub notifications;

    @Test
    void plannedPlayableAndReadyAreDeliveredImmediately() throws InterruptedException {
        transcode("c1");
        MediaUpdate begun = metadata.next().update();
        assertThat(begun.state()).isEqualTo(ContentState.PROCESSING);
        assertThat(begun.packageKey()).isNull();
        assertThat(begun.sourceNumber()).isEqualTo(9);

        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 4)));
        MediaUpdate planned = metadata.next().update();
        assertThat(planned.packageKey()).isEqualTo("p1");
        assertThat(planned.duration()).isEqualTo(16);
        assertThat(planned.playable()).isFalse();
        assertThat(states(planned)).containsExactly("source pending", "720p pending", "480p pending", "audio pending");

        complete(lease(MediaTask.AUDIO).orElseThrow());
        complete(lease(MediaTask.REMUX).orElseThrow());
        MediaUpdate playable = untilPlayable();
        assertThat(states(playable)).containsExactly("source partial", "720p pending", "480p pending", "audio partial");
        assertThat(playable.state()).isEqualTo(ContentState.PROCESSING);

        for (var lease = lease(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES); lease
            .isPresent(); lease = lease(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES)) {
            complete(lease.get());
        }
        MediaUpdate ready = untilState(ContentState.READY);
        assertThat(ready.progress()).isEqualTo(1);
        assertThat(states(ready)).allMatch((state) -> state.endsWith(" ready"));
    }

    @Test
    void notesOfATaskAreDeliveredOnce() throws InterruptedException {
        transcode("c1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 4)));
        Map<String, Object> result = Map.of("notes", List.of("Audio track 1 cannot be decoded completely."));
        complete(lease(MediaTask.AUDIO).orElseThrow(), result);
        for (var lease = lease(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES); lease
            .isPresent(); lease = lease(MediaTask.AUDIO, MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES)) {
            complete(lease.get(), result);
        }
        assertThat(untilState(ContentState.READY).notes())
            .containsExactly("Audio track 1 cannot be decoded completely.");
    }

    @Test
    void progressIsDeliveredAtMostTwiceASecond() throws InterruptedException {
        transcode("c1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 40)));
        while (metadata.next().update().packageKey() == null) {
            continue;
        }
        Lease remux = lease(MediaTask.REMUX).orElseThrow();
        heartbeat(remux, 1);
        complete(remux);
        Lease more = lease(MediaTask.REMUX).orElseThrow();
        for (int segment = 3; segment < 10; segment++) {
            heartbeat(more, segment);
        }
        // The clock stands still: progress is due in half a second.
        assertThat(metadata.drain()).isEmpty();
        this.clock.advance(Duration.ofMillis(500));
        assertThat(metadata.next().update().progress()).isEqualTo(9 / 160.0);
    }

    @Test
    void progressAloneIsNotNotified() throws InterruptedException {
        transcode("c1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 40)));
        AtomicInteger notified = new AtomicInteger();
        this.notifications.subscribe(NotificationHub.OUTBOX, notified::incrementAndGet);
        Lease remux = lease(MediaTask.REMUX).orElseThrow();
        complete(remux);
        Lease more = lease(MediaTask.REMUX).orElseThrow();
        awaitEarlierNotifications();
        notified.set(0);
        for (int segment = 3; segment < 10; segment++) {
            heartbeat(more, segment);
        }
        awaitEarlierNotifications();
        assertThat(notified).hasValue(0);
        fail(more, false);
        awaitEarlierNotifications();
        assertThat(notified).hasPositiveValue();
    }

    @Test
    void aFailedSecondJobKeepsTheFirstPackage() throws InterruptedException {
        transcode("c1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p1", 1)));
        for (String type : List.of(MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES)) {
            complete(lease(type).orElseThrow());
        }
        untilState(ContentState.READY);
        transcode("c1");
        fail(lease(MediaTask.PLAN).orElseThrow(), false);
        MediaUpdate update = metadata.next().update();
        while (update.error() == null) {
            update = metadata.next().update();
        }
        assertThat(update.state()).isEqualTo(ContentState.READY);
        assertThat(update.playable()).isTrue();
        assertThat(update.packageKey()).isEqualTo("p1");
    }

    @Test
    void updatesAreDeliveredForAllContentsOfAPackage() throws InterruptedException {
        transcode("c1");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 1)));
        transcode("c2");
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.remuxed("p1", 1)));
        Lease lease = lease(MediaTask.AUDIO).orElseThrow();
        this.leases.fail(lease.jobId(), new Failure(lease.fencingToken(), "No sound.", false));
        List<String> failed = new ArrayList<>();
        while (failed.size() < 2) {
            FakeMetadata.Delivery delivery = metadata.next();
            if (delivery.update().state() == ContentState.FAILED) {
                assertThat(delivery.update().error()).isEqualTo("No sound.");
                assertThat(delivery.update().playable()).isFalse();
                failed.add(delivery.contentId());
            }
        }
        assertThat(failed).containsExactlyInAnyOrder("c1", "c2");
    }

    @Test
    void onlyTheLatestStateIsDeliveredAfterADowntime() throws InterruptedException {
        metadata.respondToUpdates(503);
        transcode("c1");
        until(() -> metadata.rejections() > 0);
        complete(lease(MediaTask.PLAN).orElseThrow(), Map.of("presentation", Videos.silent("p1", 1)));
        complete(lease(MediaTask.REMUX).orElseThrow());
        until(() -> pendingWithBackOff());
        metadata.respondToUpdates(204);
        this.clock.advance(Duration.ofMinutes(1));
        complete(lease(MediaTask.ENCODE).orElseThrow());
        complete(lease(MediaTask.IMAGES).orElseThrow());
        MediaUpdate ready = untilState(ContentState.READY);
        until(() -> this.jdbc.sql("SELECT sequence = sent_sequence FROM contents").query(Boolean.class).single());
        assertThat(ready.sequence())
            .isEqualTo(this.jdbc.sql("SELECT sequence FROM contents").query(Long.class).single());
    }

    @Test
    void aPermanentlyRejectedUpdateIsNotRetried() {
        metadata.respondToUpdates(404);
        transcode("c1");
        until(() -> this.jdbc.sql("SELECT sequence = sent_sequence FROM contents").query(Boolean.class).single());
        assertThat(metadata.rejections()).isEqualTo(1);
    }

    /** Notifications arrive in the order of their commits. */
    private void awaitEarlierNotifications() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        this.notifications.subscribe("last", last::countDown);
        this.notifications.publish("last");
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private boolean pendingWithBackOff() {
        return this.jdbc.sql("SELECT send_failures > 0 AND claimed_until IS NULL FROM contents")
            .query(Boolean.class)
            .single();
    }

    private void transcode(String contentId) {
        this.jobs.submit(new SubmitJob("transcode", contentId,
                Map.of("sourceKey", "uploads/" + contentId, "sourceSha256", "ab".repeat(32), "sourceNumber", 9), null),
                null, "u1");
    }

    private static MediaUpdate untilPlayable() throws InterruptedException {
        MediaUpdate update = metadata.next().update();
        while (!update.playable()) {
            update = metadata.next().update();
        }
        return update;
    }

    private static MediaUpdate untilState(ContentState state) throws InterruptedException {
        MediaUpdate update = metadata.next().update();
        while (update.state() != state) {
            update = metadata.next().update();
        }
        return update;
    }

    private static List<String> states(MediaUpdate update) {
        return update.renditions()
            .stream()
            .map((RenditionView one) -> one.name() + " " + one.state().name().toLowerCase(Locale.ROOT))
            .toList();
    }

}

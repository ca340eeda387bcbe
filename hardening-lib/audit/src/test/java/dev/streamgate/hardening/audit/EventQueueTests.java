/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class EventQueueTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final EventQueue queue = new EventQueue();

    @Test
    void bestEffortEventsLeaveHalfOfTheQueueToDurableOnes() throws InterruptedException {
        int offered = fill();
        assertThat(this.queue.offer(event("late"))).isFalse();
        assertThat(this.queue.offerDurable(event("durable"), TIMEOUT)).isNotNull();
        EventBatch batch = take();
        assertThat(batch.count()).isEqualTo(offered + 1);
        assertThat(batch.isDurable(offered)).isTrue();
        assertThat(batch.isDurable(offered - 1)).isFalse();
        assertThat(this.queue.offer(event("next"))).isTrue();
    }

    @Test
    void aDurableEventWaitsForSpaceAndIsNotLost() throws Exception {
        fill();
        while (this.queue.offerDurable(event("durable"), Duration.ZERO) != null) {
            continue;
        }
        CompletableFuture<CompletableFuture<Void>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return this.queue.offerDurable(event("waiting"), TIMEOUT);
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });
        EventBatch full = take();
        CompletableFuture<Void> durable = waiting.get(30, TimeUnit.SECONDS);
        full.complete(null);
        full.clear();
        assertThat(durable).isNotDone();
        EventBatch next = take();
        assertThat(new String(next.array(), next.start(0), next.end(0), StandardCharsets.UTF_8))
            .contains("\"actor\":\"waiting\"");
        next.complete(null);
        assertThat(durable).isCompleted();
    }

    @Test
    void aClosedQueueAcceptsNothingAndItsEventsAreStillTaken() throws InterruptedException {
        this.queue.offer(event("before"));
        this.queue.close();
        assertThat(this.queue.offer(event("after"))).isFalse();
        assertThat(this.queue.offerDurable(event("after"), TIMEOUT)).isNull();
        assertThat(take().count()).isOne();
        assertThat(this.queue.take(TIMEOUT.toNanos())).isNull();
    }

    private int fill() {
        int offered = 0;
        while (this.queue.offer(event("early"))) {
            offered++;
        }
        return offered;
    }

    private EventBatch take() throws InterruptedException {
        return Objects.requireNonNull(this.queue.take(TIMEOUT.toNanos()));
    }

    private static AuditRecord event(String actor) {
        return AuditRecord.of(Instant.EPOCH, "t.t", actor, "r", AuditRecord.SUCCESS, Map.of("k", "v".repeat(400)));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.outbox;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxRelayTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final BlockingQueue<Integer> calls = new LinkedBlockingQueue<>();

    private final AtomicInteger count = new AtomicInteger();

    @Test
    void aWakeUpPublishesAtOnce() throws Exception {
        OutboxRelay relay = started(NEVER, () -> {
            this.calls.add(this.count.incrementAndGet());
            return NEVER;
        });
        assertThat(next()).isEqualTo(1);
        relay.wake();
        assertThat(next()).isEqualTo(2);
        relay.stop();
        assertThat(relay.isRunning()).isFalse();
    }

    @Test
    void withoutAWakeUpRowsArePublishedWhenTheyAreDueOrByPolling() throws Exception {
        OutboxRelay relay = started(Duration.ofMillis(1), () -> {
            this.calls.add(this.count.incrementAndGet());
            return (this.count.get() < 3) ? Duration.ZERO : NEVER;
        });
        for (int call = 1; call <= 5; call++) {
            assertThat(next()).isEqualTo(call);
        }
        relay.stop();
    }

    @Test
    void aFailureDoesNotEndTheRelay() throws Exception {
        OutboxRelay relay = started(Duration.ofMillis(1), () -> {
            int call = this.count.incrementAndGet();
            this.calls.add(call);
            if (call == 1) {
                throw new IllegalStateException("database down");
            }
            return NEVER;
        });
        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
        relay.stop();
    }

    @Test
    void stoppingLetsARowThatIsBeingPublishedFinish() throws Exception {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        OutboxRelay relay = started(NEVER, () -> {
            publishing.countDown();
            try {
                stopping.await();
                finished.set(true);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            return NEVER;
        });
        assertThat(publishing.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stop = Thread.ofVirtual().start(relay::stop);
        stopping.countDown();
        assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
        assertThat(finished).isTrue();
    }

    private OutboxRelay started(Duration pollInterval, OutboxRelay.Publisher publisher) {
        OutboxRelay relay = new OutboxRelay("test", 1, pollInterval, publisher);
        relay.start();
        return relay;
    }

    private Integer next() throws InterruptedException {
        return this.calls.poll(10, TimeUnit.SECONDS);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlidingWindowTests {

    private final AtomicLong clock = new AtomicLong(-7_300_000_000L);

    private final SlidingWindow window = new SlidingWindow(10, this.clock::get);

    @Test
    void theRateIsCorrectBeforeTheWindowIsFull() {
        advance(1.5);
        add(30, false);
        advance(0.5);
        assertThat(this.window.counts().requests()).isEqualTo(30);
        assertThat(this.window.counts().seconds()).isCloseTo(2, Offset.offset(1e-9));
    }

    @Test
    void requestsOlderThanTheWindowAreDropped() {
        add(5, true);
        advance(10);
        add(7, false);
        assertThat(this.window.counts()).returns(12L, SlidingWindow.Counts::requests)
            .returns(5L, SlidingWindow.Counts::failures);
        advance(1);
        assertThat(this.window.counts()).returns(7L, SlidingWindow.Counts::requests)
            .returns(0L, SlidingWindow.Counts::failures);
        advance(100_000);
        assertThat(this.window.counts().requests()).isZero();
    }

    @Test
    void aConstantLoadHasAConstantRate() {
        for (int i = 0; i < 1_000; i++) {
            advance(0.05);
            add(1, i % 4 == 0);
            if (i > 20) {
                SlidingWindow.Counts counts = this.window.counts();
                assertThat(counts.requests() / counts.seconds()).isCloseTo(20, Offset.offset(1.0));
            }
        }
        assertThat((double) this.window.counts().failures() / this.window.counts().requests()).isCloseTo(0.25,
                Offset.offset(0.01));
    }

    private void add(int requests, boolean failed) {
        for (int i = 0; i < requests; i++) {
            this.window.add(failed, this.clock.get());
        }
    }

    private void advance(double seconds) {
        this.clock.addAndGet(Math.round(seconds * 1e9));
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MinimumRateTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private final MinimumRate rate = new MinimumRate(1000, Duration.ofSeconds(10), this.nanos::get);

    @Test
    void aSufficientRateIsAcceptedForAnyTime() {
        for (int second = 0; second < 1000; second++) {
            this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(this.rate.record(1000)).isTrue();
        }
    }

    @Test
    void anInsufficientRateIsRejectedAfterTheFirstWindow() {
        this.nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(this.rate.record(1)).isTrue();
        this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(this.rate.record(1)).isFalse();
    }

    @Test
    void aFastWindowDoesNotCompensateForASlowOne() {
        assertThat(this.rate.record(1_000_000)).isTrue();
        this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(this.rate.record(1)).isTrue();
        this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(this.rate.record(1)).isFalse();
    }

}

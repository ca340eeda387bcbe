/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartsTests {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void theDelayDoublesUpToAMinute() {
        Restarts restarts = Restarts.NONE;
        List<Long> delays = new ArrayList<>();
        for (int end = 0; end < 9; end++) {
            restarts = end(restarts, Duration.ofSeconds(5));
            delays.add(Duration.between(restarts.endedAt(), restarts.nextAttempt()).toSeconds());
        }
        assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L);
        assertThat(restarts.count()).isEqualTo(9);
    }

    @Test
    void anEndAfterALongRunBeginsAgainWithTheShortestDelay() {
        Restarts restarts = end(end(end(Restarts.NONE, Duration.ZERO), Duration.ZERO), Duration.ofHours(1));
        assertThat(restarts.failures()).isEqualTo(1);
        assertThat(restarts.count()).isEqualTo(3);
        assertThat(restarts.nextAttempt()).isEqualTo(this.now.plusSeconds(1));
    }

    private Restarts end(Restarts before, Duration uptime) {
        Instant startedAt = this.now;
        this.now = this.now.plus(uptime);
        return before.ended(startedAt, this.now, "exit status 1");
    }

}

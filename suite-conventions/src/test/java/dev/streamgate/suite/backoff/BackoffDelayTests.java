/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.backoff;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BackoffDelayTests {

    private static final BackoffDelay DELAY = BackoffDelay.of(Duration.ofMillis(250), Duration.ofMinutes(1));

    @Test
    void eachFailureDoublesTheDelayUpToTheMaximum() {
        assertThat(IntStream.rangeClosed(1, 10).mapToLong((failures) -> DELAY.after(failures).toMillis()))
            .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L);
        assertThat(DELAY.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void jitterShortensTheDelayByItsShareAtMostAndIsTheSameForTheSameSeed() {
        BackoffDelay jittered = new BackoffDelay(Duration.ofSeconds(2), Duration.ofMinutes(5), 0.25);
        for (int job = 0; job < 1000; job++) {
            Duration delay = jittered.after(3, "job-" + job);
            assertThat(delay).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8))
                .isEqualTo(jittered.after(3, "job-" + job));
        }
        assertThat(IntStream.range(0, 1000).mapToObj((job) -> jittered.after(3, "job-" + job)).distinct().count())
            .isGreaterThan(500);
    }

    @Test
    void anImpossibleRangeIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> BackoffDelay.of(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> BackoffDelay.of(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new BackoffDelay(Duration.ofSeconds(1), Duration.ofSeconds(1), 1.1));
    }

}

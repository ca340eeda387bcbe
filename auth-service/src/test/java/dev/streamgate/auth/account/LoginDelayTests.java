/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.streamgate.suite.backoff.BackoffDelay;

import static org.assertj.core.api.Assertions.assertThat;

class LoginDelayTests {

    private final LoginDelay loginDelay = new LoginDelay(3,
            BackoffDelay.of(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    @Test
    void theFirstFailuresHaveNoDelayAndEachFurtherOneDoublesItUpToTheMaximum() {
        assertThat(this.loginDelay.after(2)).isZero();
        assertThat(this.loginDelay.after(3)).hasSeconds(1);
        assertThat(this.loginDelay.after(4)).hasSeconds(2);
        assertThat(this.loginDelay.after(8)).hasSeconds(32);
        assertThat(this.loginDelay.after(9)).hasSeconds(60);
        assertThat(this.loginDelay.after(Integer.MAX_VALUE)).hasSeconds(60);
    }

}

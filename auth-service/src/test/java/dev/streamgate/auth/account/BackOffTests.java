package dev.streamgate.auth.account;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

    private final BackOff backOff = new BackOff(3, Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void theFirstFailuresAreFreeThenEachDoublesTheWaitUpToTheLongest() {
        assertThat(this.backOff.after(2)).isZero();
        assertThat(this.backOff.after(3)).hasSeconds(1);
        assertThat(this.backOff.after(4)).hasSeconds(2);
        assertThat(this.backOff.after(8)).hasSeconds(32);
        assertThat(this.backOff.after(9)).hasSeconds(60);
        assertThat(this.backOff.after(Integer.MAX_VALUE)).hasSeconds(60);
    }

}

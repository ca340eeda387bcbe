/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.streamgate.suite.load.KeyedPermits.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyedPermitsTests {

    private final KeyedPermits permits = new KeyedPermits(5, 2);

    @Test
    void aKeyHoldsItsShareOnly() {
        assertThat(this.permits.tryAcquire("a")).isEqualTo(Outcome.ACQUIRED);
        assertThat(this.permits.tryAcquire("a")).isEqualTo(Outcome.ACQUIRED);
        assertThat(this.permits.tryAcquire("a")).isEqualTo(Outcome.KEY_EXHAUSTED);
        assertThat(this.permits.tryAcquire("b")).isEqualTo(Outcome.ACQUIRED);
        this.permits.release("a");
        assertThat(this.permits.tryAcquire("a")).isEqualTo(Outcome.ACQUIRED);
    }

    @Test
    void allKeysShareTheTotal() {
        for (String key : new String[] { "a", "a", "b", "b", "c" }) {
            assertThat(this.permits.tryAcquire(key)).isEqualTo(Outcome.ACQUIRED);
        }
        assertThat(this.permits.tryAcquire("d")).isEqualTo(Outcome.EXHAUSTED);
        assertThat(this.permits.tryAcquire("a")).isEqualTo(Outcome.KEY_EXHAUSTED);
        this.permits.release("b");
        assertThat(this.permits.tryAcquire("d")).isEqualTo(Outcome.ACQUIRED);
    }

    @Test
    void keysWithoutPermitsLeaveNothing() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 10_000; i++) {
                String key = "key" + i % 7;
                executor.execute(() -> {
                    if (this.permits.tryAcquire(key) == Outcome.ACQUIRED) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                        this.permits.release(key);
                    }
                });
            }
        }
        assertThat(most).hasValueBetween(1, 5);
        assertThat(this.permits.keys()).isZero();
        allKeysShareTheTotal();
    }

    @Test
    void aShareIsPositiveAndNotLargerThanTheTotal() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedPermits(5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyedPermits(5, 6));
    }

}

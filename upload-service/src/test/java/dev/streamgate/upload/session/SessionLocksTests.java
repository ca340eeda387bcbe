/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.streamgate.upload.session.SessionLocks.Hold;

import static org.assertj.core.api.Assertions.assertThat;

class SessionLocksTests {

    private final SessionLocks locks = new SessionLocks();

    @Test
    void anExclusiveHoldExcludesOthersOnTheSameUpload() {
        Hold hold = this.locks.tryExclusive("a").orElseThrow();
        assertThat(this.locks.tryExclusive("a")).isEmpty();
        assertThat(this.locks.shared("a", Duration.ZERO)).isEmpty();
        Hold other = this.locks.tryExclusive("b").orElseThrow();
        hold.close();
        Hold next = this.locks.tryExclusive("a").orElseThrow();
        next.close();
        other.close();
        assertThat(this.locks.size()).isZero();
    }

    @Test
    void sharedHoldsExcludeExclusiveOnes() {
        Hold first = this.locks.shared("a", Duration.ZERO).orElseThrow();
        Hold second = this.locks.shared("a", Duration.ZERO).orElseThrow();
        first.close();
        assertThat(this.locks.tryExclusive("a")).isEmpty();
        second.close();
        this.locks.tryExclusive("a").orElseThrow().close();
        assertThat(this.locks.size()).isZero();
    }

    @Test
    void closingTwiceReleasesOnce() {
        Hold hold = this.locks.tryExclusive("a").orElseThrow();
        hold.close();
        hold.close();
        Hold next = this.locks.tryExclusive("a").orElseThrow();
        assertThat(this.locks.tryExclusive("a")).isEmpty();
        next.close();
    }

    @Test
    void exclusiveHoldsNeverOverlapAndLeaveNoEntry() throws Exception {
        int[] inside = new int[2];
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                work.add(() -> {
                    Hold hold = this.locks.exclusive("a", Duration.ofMinutes(1)).orElseThrow();
                    try (hold) {
                        inside[0]++;
                        inside[1] = Math.max(inside[1], inside[0]);
                        Thread.yield();
                        return --inside[0];
                    }
                });
            }
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isZero();
            }
        }
        assertThat(inside[1]).isEqualTo(1);
        assertThat(this.locks.size()).isZero();
    }

}

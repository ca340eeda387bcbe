/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationDispatcherTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Alert ALERT = new Alert("f", "ServiceDown", AlertLevel.CRITICAL, AlertState.FIRING, Map.of(),
            "Down.", null, 0, NOON, NOON, null);

    @Test
    void oneThatFailsIsTriedAgainAndHoldsUpNobody() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch healthyWasTold = new CountDownLatch(1);
        AlertHandler flaky = handler((alert) -> {
            assertThat(healthyWasTold.await(10, TimeUnit.SECONDS)).isTrue();
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        AlertHandler healthy = handler((alert) -> healthyWasTold.countDown());
        assertThat(tell(flaky, healthy)).isEqualTo(2);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void oneThatFailsForGoodIsGivenUp() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        AlertHandler broken = handler((alert) -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("never");
        });
        assertThat(tell(broken)).isZero();
        assertThat(attempts).hasValue(3);
    }

    private static int tell(AlertHandler... handlers) throws Exception {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        new NotificationDispatcher(List.of(handlers), 3, Duration.ofMillis(1)).tell(ALERT, told::complete);
        return told.get(10, TimeUnit.SECONDS);
    }

    private static AlertHandler handler(Work work) {
        return new AlertHandler() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void handle(Alert alert) throws Exception {
                work.on(alert);
            }
        };
    }

    private interface Work {

        void on(Alert alert) throws Exception;

    }

}

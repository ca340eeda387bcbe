/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertDeliveryTests {

    private static final AlertProperties.Delivery SETTINGS = new AlertProperties.Delivery(1, 3, Duration.ofMillis(10),
            Duration.ofMillis(10));

    private static final Predicate<AlertHandler> ALL = (handler) -> true;

    @Test
    void aFailingHandlerIsRetriedAndDelaysNoOther() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch healthyReceived = new CountDownLatch(1);
        AlertHandler flaky = handler("flaky", (alert) -> {
            assertThat(healthyReceived.await(10, TimeUnit.SECONDS)).isTrue();
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        AlertHandler healthy = handler("healthy", (alert) -> healthyReceived.countDown());
        assertThat(deliver(ALL, flaky, healthy)).isEqualTo(2);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aHandlerThatFailsAtTheLastAttemptIsNotCounted() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        AlertHandler broken = handler("broken", (alert) -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("never");
        });
        assertThat(deliver(ALL, broken)).isZero();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void onlySelectedHandlersThatAcceptTheLevelReceiveAnAlert() throws Exception {
        AtomicInteger received = new AtomicInteger();
        AlertHandler first = handler("first", (alert) -> received.incrementAndGet());
        AlertHandler second = handler("second", (alert) -> received.addAndGet(10));
        AlertHandler pager = new AlertHandler() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public AlertLevel level() {
                return AlertLevel.CRITICAL;
            }

            @Override
            public void handle(Alert alert) {
                received.addAndGet(100);
            }
        };
        assertThat(deliver((handler) -> !handler.name().equals("first"), first, second, pager)).isEqualTo(1);
        assertThat(received).hasValue(10);
        assertThat(deliver((handler) -> false, first)).isZero();
    }

    @Test
    void aFullQueueCompletesTheDeliveryAndAStopDoesNot() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        AlertHandler stalling = handler("stalling", (alert) -> {
            stalled.countDown();
            new CountDownLatch(1).await();
        });
        AtomicInteger completed = new AtomicInteger();
        CompletableFuture<Integer> dropped = new CompletableFuture<>();
        try (AlertDelivery delivery = delivery(stalling)) {
            delivery.deliver(alert(), ALL, (delivered) -> completed.incrementAndGet());
            assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
            delivery.deliver(alert(), ALL, (delivered) -> completed.incrementAndGet());
            delivery.deliver(alert(), ALL, dropped::complete);
            assertThat(dropped.get(10, TimeUnit.SECONDS)).isZero();
        }
        assertThat(completed).hasValue(0);
    }

    private static int deliver(Predicate<AlertHandler> receivers, AlertHandler... handlers) throws Exception {
        CompletableFuture<Integer> delivered = new CompletableFuture<>();
        try (AlertDelivery delivery = delivery(handlers)) {
            delivery.deliver(alert(), receivers, delivered::complete);
            return delivered.get(10, TimeUnit.SECONDS);
        }
    }

    private static AlertDelivery delivery(AlertHandler... handlers) {
        return new AlertDelivery(List.of(handlers), SETTINGS, new SimpleMeterRegistry());
    }

    private static Alert alert() {
        return AlertHandlersTests.alert(AlertLevel.WARNING, "It is slow");
    }

    private static AlertHandler handler(String name, Action action) {
        return new AlertHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void handle(Alert alert) throws Exception {
                action.handle(alert);
            }
        };
    }

    private interface Action {

        void handle(Alert alert) throws Exception;

    }

}

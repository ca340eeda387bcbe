/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.overview;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.streamgate.gateway.proxy.Forwarder;
import dev.streamgate.gateway.proxy.Upstream;
import dev.streamgate.gateway.route.ServiceRoute;
import dev.streamgate.gateway.route.Routes;

/**
 * Whether each service is ready, asked of all at once and remembered for a moment, so
 * that callers of {@code /health} cannot turn it into load. Safe for threads.
 */
class ServiceReadiness {

    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int MOST = 64 * 1024;

    private final Routes routes;

    private final Forwarder forwarder;

    private final Clock clock;

    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Seen seen;

    ServiceReadiness(Routes routes, Forwarder forwarder, Clock clock) {
        this.routes = routes;
        this.forwarder = forwarder;
        this.clock = clock;
    }

    /** {@code up} or {@code down} by service, at most some seconds old. */
    Map<String, String> byService() {
        Seen present = this.seen;
        if (present != null && this.clock.instant().isBefore(present.until())) {
            return present.states();
        }
        this.asking.lock();
        try {
            present = this.seen;
            if (present == null || !this.clock.instant().isBefore(present.until())) {
                present = new Seen(ask(), this.clock.instant().plus(KEPT));
                this.seen = present;
            }
            return present.states();
        }
        finally {
            this.asking.unlock();
        }
    }

    private Map<String, String> ask() {
        Map<String, Future<Boolean>> answers = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ServiceRoute route : this.routes.all()) {
                answers.put(route.upstream().name(), threads.submit(() -> ready(route.upstream())));
            }
        }
        Map<String, String> states = new TreeMap<>();
        answers.forEach((name, ready) -> states.put(name, ready.resultNow() ? "up" : "down"));
        return states;
    }

    private boolean ready(Upstream service) {
        try {
            return this.forwarder.read(service, "/actuator/health/readiness", PATIENCE, MOST).status() == 200;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private record Seen(Map<String, String> states, Instant until) {
    }

}

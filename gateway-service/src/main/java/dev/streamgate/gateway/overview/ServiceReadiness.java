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
import dev.streamgate.gateway.route.Routes;

/**
 * The readiness of each service. All services are probed in parallel; results are cached
 * briefly, so that requests to {@code /health} do not put load on the services.
 * Thread-safe.
 */
class ServiceReadiness {

    private static final Duration TTL = Duration.ofSeconds(2);

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private static final int MAX_BYTES = 64 * 1024;

    private final Routes routes;

    private final Forwarder forwarder;

    private final Clock clock;

    private final ReentrantLock probing = new ReentrantLock();

    private volatile @Nullable Snapshot latest;

    ServiceReadiness(Routes routes, Forwarder forwarder, Clock clock) {
        this.routes = routes;
        this.forwarder = forwarder;
        this.clock = clock;
    }

    /** {@code up} or {@code down} by service name, at most a few seconds old. */
    Map<String, String> byService() {
        Snapshot snapshot = cached();
        if (snapshot != null) {
            return snapshot.states();
        }
        this.probing.lock();
        try {
            snapshot = cached();
            if (snapshot == null) {
                snapshot = new Snapshot(probeAll(), this.clock.instant().plus(TTL));
                this.latest = snapshot;
            }
            return snapshot.states();
        }
        finally {
            this.probing.unlock();
        }
    }

    private @Nullable Snapshot cached() {
        Snapshot snapshot = this.latest;
        return (snapshot != null && this.clock.instant().isBefore(snapshot.expiresAt())) ? snapshot : null;
    }

    private Map<String, String> probeAll() {
        Map<String, Future<Boolean>> probes = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Upstream service : this.routes.services()) {
                probes.put(service.name(), threads.submit(() -> isReady(service)));
            }
        }
        Map<String, String> states = new TreeMap<>();
        probes.forEach((name, ready) -> states.put(name, ready.resultNow() ? "up" : "down"));
        return states;
    }

    private boolean isReady(Upstream service) {
        try {
            return this.forwarder.fetch(service, "/actuator/health/readiness", PROBE_TIMEOUT, MAX_BYTES)
                .status() == 200;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private record Snapshot(Map<String, String> states, Instant expiresAt) {
    }

}

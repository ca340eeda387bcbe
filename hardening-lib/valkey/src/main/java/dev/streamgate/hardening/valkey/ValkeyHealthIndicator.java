/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import dev.streamgate.hardening.health.Degraded;

/**
 * Reports degraded, never down: without the server, rate limits and caches of this
 * replica are local.
 */
final class ValkeyHealthIndicator implements HealthIndicator {

    private final ValkeyClient valkey;

    ValkeyHealthIndicator(ValkeyClient valkey) {
        this.valkey = valkey;
    }

    @Override
    public Health health() {
        return (this.valkey.isUp() ? Health.up() : Health.status(Degraded.STATUS))
            .withDetail("replicas", this.valkey.replicas())
            .build();
    }

}

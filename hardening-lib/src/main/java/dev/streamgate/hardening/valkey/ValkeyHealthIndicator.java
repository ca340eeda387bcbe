package dev.streamgate.hardening.valkey;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Degraded, never down: everything that uses the server does without it. */
final class ValkeyHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED",
            "Limits and caches of this replica are its own until the server is back");

    private final Valkey valkey;

    ValkeyHealthIndicator(Valkey valkey) {
        this.valkey = valkey;
    }

    @Override
    public Health health() {
        return (this.valkey.isUp() ? Health.up() : Health.status(DEGRADED))
            .withDetail("replicas", this.valkey.replicas())
            .build();
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import jakarta.servlet.http.HttpServletRequest;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;
import dev.streamgate.suite.load.BodyPermits;
import dev.streamgate.suite.load.MinimumRate;
import dev.streamgate.suite.resource.ConnectionBudget;

/**
 * Which request bodies are admitted, and how slowly they may arrive. Bodies take a part
 * of the connections only, so that other requests remain possible while clients send
 * bodies as slowly as they may. Thread-safe.
 */
final class ForwardedBodyAdmission {

    private final BodyPermits permits;

    private final ClientAddresses addresses;

    private final ForwardedBodyProperties properties;

    /**
     * Derives the limits that are not set.
     * @throws InvalidConfigurationException if bodies could take all connections, or one
     * address all bodies
     */
    ForwardedBodyAdmission(ForwardedBodyProperties properties, ConnectionBudget budget, ClientAddresses addresses) {
        Integer configured = properties.total();
        int total = (configured != null) ? configured : Math.max(1, budget.connections() / 2);
        if (total >= budget.connections()) {
            throw new InvalidConfigurationException(
                    "streamgate.gateway.bodies.total=%d, but the gateway accepts %d connections in all".formatted(total,
                            budget.connections()),
                    "Set streamgate.gateway.bodies.total to less than %d, or enlarge the heap (-Xmx)."
                        .formatted(budget.connections()));
        }
        Integer share = properties.perAddress();
        int perAddress = (share != null) ? share : Math.max(1, total / 4);
        if (perAddress > total) {
            throw new InvalidConfigurationException(
                    "streamgate.gateway.bodies.per-address=%d is larger than the total of %d".formatted(perAddress,
                            total),
                    "Set streamgate.gateway.bodies.per-address to at most %d.".formatted(total));
        }
        this.permits = new BodyPermits(total, perAddress);
        this.addresses = addresses;
        this.properties = properties;
    }

    /** Admits the body of a request; see {@link BodyPermits#admit}. */
    BodyPermits.Admission admit(HttpServletRequest request) {
        IpAddress client = this.addresses.of(request);
        return this.permits.admit((client != null) ? client.subscriber() : "");
    }

    MinimumRate minimumRate() {
        return new MinimumRate(this.properties.minBytesPerSecond().toBytes(), this.properties.slowBodyWindow(),
                System::nanoTime);
    }

}

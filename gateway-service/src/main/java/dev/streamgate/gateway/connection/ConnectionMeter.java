/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of clients' connections. */
enum ConnectionMeter implements DocumentedMeter {

    /** Closed connections. */
    CLOSED(MeterSpec.counter("streamgate.gateway.connections.closed",
            "Connections that the gateway closed; kind: address (too many from one address) or headers (not complete in time).",
            MeterTag.KIND));

    private final MeterSpec spec;

    ConnectionMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}

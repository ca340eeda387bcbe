/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts calls with Micrometer. */
final class MeteredValkeyCalls implements ValkeyCalls {

    private final Counter succeeded;

    private final Counter failed;

    private final Counter rejected;

    MeteredValkeyCalls(MeterRegistry meters) {
        this.succeeded = ValkeyMeter.CALLS.counter(meters, "success");
        this.failed = ValkeyMeter.CALLS.counter(meters, "failure");
        this.rejected = ValkeyMeter.CALLS.counter(meters, "rejected");
    }

    /** Registers the gauges of a client. */
    static void bind(ValkeyClient client, MeterRegistry meters) {
        ValkeyMeter.UP.gauge(meters, () -> client.isUp() ? 1 : 0);
        ValkeyMeter.REPLICAS.gauge(meters, client::replicas);
    }

    @Override
    public void succeeded() {
        this.succeeded.increment();
    }

    @Override
    public void failed() {
        this.failed.increment();
    }

    @Override
    public void rejected() {
        this.rejected.increment();
    }

}

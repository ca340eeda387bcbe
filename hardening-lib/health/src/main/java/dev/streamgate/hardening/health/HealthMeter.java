/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of health. */
enum HealthMeter implements DocumentedMeter {

    /** Availability of a dependency. */
    DEPENDENCY(MeterSpec.gauge("streamgate.dependency.up",
            "1 if the dependency is available, 0 after two consecutive failed checks.", MeterTag.DEPENDENCY));

    private final MeterSpec spec;

    HealthMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}

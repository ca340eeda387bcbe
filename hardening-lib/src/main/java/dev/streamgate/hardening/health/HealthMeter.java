/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of health. */
enum HealthMeter implements DocumentedMeter {

    /** Whether a dependency is there. */
    DEPENDENCY(MeterSpec.gauge("streamgate.dependency.up",
            "0 while a dependency is away (two looks in a row failed), else 1.", MeterTag.DEPENDENCY));

    private final MeterSpec spec;

    HealthMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}

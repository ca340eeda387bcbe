/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Meters that an application declares. */
class DocumentedMeterTests {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aCounterHasTheDeclaredNameUnitAndDescription() {
        CartMeter.ITEMS.counter(this.meters, "web", "added").increment(3);
        var counter = this.meters.get("carts.items").tag("channel", "web").tag("outcome", "added").counter();
        assertThat(counter.count()).isEqualTo(3);
        assertThat(counter.getId().getBaseUnit()).isEqualTo("items");
        assertThat(counter.getId().getDescription()).isEqualTo("Items put into carts.");
    }

    @Test
    void aGaugeReferencesItsSupplierStrongly() {
        CartMeter.OPEN.gauge(this.meters, () -> 7);
        System.gc();
        assertThat(this.meters.get("carts.open").gauge().value()).isEqualTo(7);
    }

    @Test
    void everyKeyRequiresAValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> CartMeter.ITEMS.counter(this.meters, "web"))
            .withMessage("carts.items has 2 tags, not [web]");
    }

    private enum CartMeter implements DocumentedMeter {

        ITEMS(MeterSpec.counter("carts.items", "Items put into carts.", Tag.CHANNEL, MeterTag.OUTCOME).in("items")),

        OPEN(MeterSpec.gauge("carts.open", "Open carts."));

        private final MeterSpec spec;

        CartMeter(MeterSpec spec) {
            this.spec = spec;
        }

        @Override
        public MeterSpec spec() {
            return this.spec;
        }

        private enum Tag implements TagKey {

            CHANNEL

        }

    }

}

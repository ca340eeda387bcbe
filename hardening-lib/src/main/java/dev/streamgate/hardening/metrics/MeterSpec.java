/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.List;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of a meter where it is declared. Immutable.
 *
 * @param name its name, with dots
 * @param type its type
 * @param unit what it counts or measures, as a plural ({@code bytes}); null where the
 * name says it
 * @param description what is measured, in one sentence
 * @param keys keys of its tags, in the order in which their values are given
 */
public record MeterSpec(String name, Meter.Type type, @Nullable String unit, String description, List<KeyName> keys) {

    /** Takes a copy of the keys. */
    public MeterSpec {
        keys = List.copyOf(keys);
    }

    /** A counter, without a unit. */
    public static MeterSpec counter(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.COUNTER, null, description, List.of(keys));
    }

    /** A gauge, without a unit. */
    public static MeterSpec gauge(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.GAUGE, null, description, List.of(keys));
    }

    /** A timer; its unit is the second. */
    public static MeterSpec timer(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.TIMER, "seconds", description, List.of(keys));
    }

    /** A summary of sizes, without a unit. */
    public static MeterSpec summary(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.DISTRIBUTION_SUMMARY, null, description, List.of(keys));
    }

    /** The same with a unit. */
    public MeterSpec in(String plural) {
        return new MeterSpec(this.name, this.type, plural, this.description, this.keys);
    }

}

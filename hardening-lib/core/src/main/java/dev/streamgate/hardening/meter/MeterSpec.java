/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

import java.util.List;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a meter. Immutable.
 *
 * @param name name of the meter, in dot notation
 * @param type type of the meter
 * @param unit unit as a plural ({@code bytes}); null if the name implies it
 * @param description description of the measured quantity, one sentence
 * @param keys keys of the tags, in the order of their values
 */
public record MeterSpec(String name, Meter.Type type, @Nullable String unit, String description, List<KeyName> keys) {

    /** Copies the keys. */
    public MeterSpec {
        keys = List.copyOf(keys);
    }

    /**
     * Declares a counter without a unit.
     * @param name name of the meter, in dot notation
     * @param description description of the measured quantity, one sentence
     * @param keys keys of the tags
     * @return the declaration
     */
    public static MeterSpec counter(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.COUNTER, null, description, List.of(keys));
    }

    /**
     * Declares a gauge without a unit.
     * @param name name of the meter, in dot notation
     * @param description description of the measured quantity, one sentence
     * @param keys keys of the tags
     * @return the declaration
     */
    public static MeterSpec gauge(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.GAUGE, null, description, List.of(keys));
    }

    /**
     * Declares a timer, whose unit is seconds.
     * @param name name of the meter, in dot notation
     * @param description description of the measured quantity, one sentence
     * @param keys keys of the tags
     * @return the declaration
     */
    public static MeterSpec timer(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.TIMER, "seconds", description, List.of(keys));
    }

    /**
     * Declares a distribution summary without a unit.
     * @param name name of the meter, in dot notation
     * @param description description of the measured quantity, one sentence
     * @param keys keys of the tags
     * @return the declaration
     */
    public static MeterSpec summary(String name, String description, KeyName... keys) {
        return new MeterSpec(name, Meter.Type.DISTRIBUTION_SUMMARY, null, description, List.of(keys));
    }

    /**
     * Adds a unit.
     * @param plural the unit as a plural, for instance {@code bytes}
     * @return a declaration with the unit
     */
    public MeterSpec in(String plural) {
        return new MeterSpec(this.name, this.type, plural, this.description, this.keys);
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.meter;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * A meter that is declared as a constant of an enum. The constant returns its
 * {@link MeterSpec}, whose description becomes the {@code HELP} line of a scrape. The
 * methods create meters with tag values in the order of the spec's keys, and throw
 * {@link IllegalArgumentException} if the number of values differs. Thread-safe.
 */
public interface DocumentedMeter extends MeterDocumentation {

    /** The meter's declaration. */
    MeterSpec spec();

    @Override
    default String getName() {
        return spec().name();
    }

    @Override
    default Meter.Type getType() {
        return spec().type();
    }

    /** The unit; null for meters without a unit. */
    @Override
    @SuppressWarnings("NullAway") // Micrometer uses null for meters without a unit
    default String getBaseUnit() {
        return spec().unit();
    }

    @Override
    default KeyName[] getKeyNames() {
        return spec().keys().toArray(KeyName[]::new);
    }

    /** Description of the measured quantity, one sentence. */
    default String description() {
        return spec().description();
    }

    /**
     * Creates the meter's tags.
     * @param values values of the tags, in the order of the keys
     * @return the tags
     */
    default Tags tags(String... values) {
        KeyName[] keys = getKeyNames();
        if (keys.length != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d tags, not %s".formatted(getName(), keys.length, Arrays.toString(values)));
        }
        Tag[] tags = new Tag[keys.length];
        for (int i = 0; i < keys.length; i++) {
            tags[i] = Tag.of(keys[i].asString(), values[i]);
        }
        return Tags.of(tags);
    }

    /**
     * Registers a counter, or returns the registered one.
     * @param meters the registry
     * @param values values of the tags, in the order of the keys
     * @return the counter
     */
    default Counter counter(MeterRegistry meters, String... values) {
        return Counter.builder(getName())
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /**
     * Registers a counter that reads an object, which it references weakly.
     * @param meters the registry
     * @param from the object
     * @param count reads the object's count
     * @param values values of the tags, in the order of the keys
     * @return the counter
     */
    default <T> FunctionCounter counter(MeterRegistry meters, T from, ToDoubleFunction<T> count, String... values) {
        return FunctionCounter.builder(getName(), from, count)
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /**
     * Registers a gauge that reads a supplier, which it references strongly.
     * @param meters the registry
     * @param value supplies the value
     * @param values values of the tags, in the order of the keys
     * @return the gauge
     */
    default Gauge gauge(MeterRegistry meters, Supplier<Number> value, String... values) {
        return Gauge.builder(getName(), value)
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /** Builds a gauge with a changing set of rows, each with its {@link #tags}. */
    default MultiGauge.Builder rows() {
        return MultiGauge.builder(getName()).description(description()).baseUnit(getBaseUnit());
    }

    /**
     * Builds a timer, for instance to add buckets.
     * @param values values of the tags, in the order of the keys
     * @return a builder
     */
    default Timer.Builder timer(String... values) {
        return Timer.builder(getName()).description(description()).tags(tags(values));
    }

    /**
     * Builds a distribution summary, for instance to add buckets.
     * @param values values of the tags, in the order of the keys
     * @return a builder
     */
    default DistributionSummary.Builder summary(String... values) {
        return DistributionSummary.builder(getName())
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values));
    }

}

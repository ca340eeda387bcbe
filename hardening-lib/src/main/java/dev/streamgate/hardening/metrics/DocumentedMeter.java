/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

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
 * A meter that is declared as a constant of an enum, with the sentence that
 * {@code docs/metrics.md} and the scrape's {@code HELP} line have. A constant holds its
 * {@link MeterSpec}; meters are made from it with the values of its tags, in the order of
 * its keys. {@link IllegalArgumentException} where their numbers differ.
 */
public interface DocumentedMeter extends MeterDocumentation {

    /** All that is said of the meter. */
    MeterSpec spec();

    @Override
    default String getName() {
        return spec().name();
    }

    @Override
    default Meter.Type getType() {
        return spec().type();
    }

    /** Its unit; null where it has none. */
    @Override
    @SuppressWarnings("NullAway") // Micrometer's null, where a meter has no unit
    default String getBaseUnit() {
        return spec().unit();
    }

    @Override
    default KeyName[] getKeyNames() {
        return spec().keys().toArray(KeyName[]::new);
    }

    /** What is measured, in one sentence. */
    default String description() {
        return spec().description();
    }

    /** Its tags with these values. */
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

    /** The counter with these values. */
    default Counter counter(MeterRegistry meters, String... values) {
        return Counter.builder(getName())
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /** The counter that reads from something else, which it does not keep alive. */
    default <T> FunctionCounter counter(MeterRegistry meters, T from, ToDoubleFunction<T> count, String... values) {
        return FunctionCounter.builder(getName(), from, count)
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /** The gauge that shows what is given, and keeps it alive. */
    default Gauge gauge(MeterRegistry meters, Supplier<Number> value, String... values) {
        return Gauge.builder(getName(), value)
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values))
            .register(meters);
    }

    /** A gauge whose rows come and go, each with its {@link #tags}. */
    default MultiGauge.Builder rows() {
        return MultiGauge.builder(getName()).description(description()).baseUnit(getBaseUnit());
    }

    /** A timer that may still be given its buckets. */
    default Timer.Builder timer(String... values) {
        return Timer.builder(getName()).description(description()).tags(tags(values));
    }

    /** A summary that may still be given its buckets. */
    default DistributionSummary.Builder summary(String... values) {
        return DistributionSummary.builder(getName())
            .description(description())
            .baseUnit(getBaseUnit())
            .tags(tags(values));
    }

}

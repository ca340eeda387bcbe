/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the number of series of each meter of a registry and denies further ones until
 * others are removed. Denying instead of mapping to a common series, since Micrometer
 * keeps every mapped id in memory and would still grow without bound. Thread-safe.
 */
final class SeriesLimit implements MeterFilter {

    private static final Logger log = LoggerFactory.getLogger(SeriesLimit.class);

    private static final int MAX_METERS = 10_000;

    private final int maxSeries;

    /** The number of registered series by the name of their meter. */
    private final Map<String, Integer> series = new ConcurrentHashMap<>();

    /** The meters whose limit was logged. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private SeriesLimit(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    /**
     * Bounds the series of a registry. Series that it has already count, too.
     * @param maxSeries maximum number of series of one meter
     */
    static void apply(MeterRegistry registry, int maxSeries) {
        SeriesLimit limit = new SeriesLimit(maxSeries);
        registry.forEachMeter(limit::added);
        registry.config().onMeterAdded(limit::added).onMeterRemoved(limit::removed).meterFilter(limit);
    }

    /** Called for series that the registry does not have, one at a time. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        Integer count = this.series.get(id.getName());
        boolean denied = (count != null) ? count >= this.maxSeries : this.series.size() >= MAX_METERS;
        return denied ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    private void added(Meter meter) {
        int count = this.series.merge(meter.getId().getName(), 1, Integer::sum);
        if (count == this.maxSeries && this.logged.size() < MAX_METERS && this.logged.add(meter.getId().getName())) {
            log.warn("Meter {} has reached its limit of {} series; further series are not recorded",
                    meter.getId().getName(), this.maxSeries);
        }
    }

    private void removed(Meter meter) {
        this.series.computeIfPresent(meter.getId().getName(), (name, count) -> (count > 1) ? count - 1 : null);
    }

}

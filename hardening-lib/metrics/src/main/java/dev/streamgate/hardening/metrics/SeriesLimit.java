/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.PatternMatchUtils;

/**
 * Bounds the number of series of selected meters of a registry and denies further ones
 * until others are removed. Denying instead of mapping to a common series, since
 * Micrometer keeps every mapped id in memory and would still grow without bound.
 * Thread-safe.
 */
final class SeriesLimit implements MeterFilter {

    private static final Logger log = LoggerFactory.getLogger(SeriesLimit.class);

    private static final int MAX_METERS = 10_000;

    private final int maxSeries;

    /** The number of registered series by the name of their meter. */
    private final Map<String, Integer> series = new ConcurrentHashMap<>();

    /** The meters whose limit was logged. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private final String[] meters;

    private SeriesLimit(int maxSeries, Collection<String> meters) {
        this.maxSeries = maxSeries;
        this.meters = meters.toArray(String[]::new);
    }

    /**
     * Bounds the series of a registry. Series that it has already count, too.
     * @param maxSeries maximum number of series of one meter
     * @param meters names of the bounded meters, with the wildcard {@code *}; others are
     * not changed
     */
    static void apply(MeterRegistry registry, int maxSeries, Collection<String> meters) {
        SeriesLimit limit = new SeriesLimit(maxSeries, meters);
        registry.forEachMeter(limit::added);
        registry.config().onMeterAdded(limit::added).onMeterRemoved(limit::removed).meterFilter(limit);
    }

    /** Called for series that the registry does not have, one at a time. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!isBounded(id)) {
            return MeterFilterReply.NEUTRAL;
        }
        Integer count = this.series.get(id.getName());
        boolean denied = (count != null) ? count >= this.maxSeries : this.series.size() >= MAX_METERS;
        return denied ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    private boolean isBounded(Meter.Id id) {
        return PatternMatchUtils.simpleMatch(this.meters, id.getName());
    }

    private void added(Meter meter) {
        if (!isBounded(meter.getId())) {
            return;
        }
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

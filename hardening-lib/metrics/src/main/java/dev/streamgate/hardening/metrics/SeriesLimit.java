/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the number of series of each meter and denies further ones. Denying instead of
 * mapping to a common series, since Micrometer keeps every mapped id in memory and would
 * still grow without bound. Thread-safe.
 */
final class SeriesLimit implements MeterFilter {

    private static final Logger log = LoggerFactory.getLogger(SeriesLimit.class);

    private static final int MAX_METERS = 10_000;

    private final int maxSeries;

    private final Map<String, Set<List<Tag>>> series = new ConcurrentHashMap<>();

    SeriesLimit(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        Set<List<Tag>> known = this.series.get(id.getName());
        if (known == null) {
            if (this.series.size() >= MAX_METERS) {
                return MeterFilterReply.DENY;
            }
            known = this.series.computeIfAbsent(id.getName(), (name) -> ConcurrentHashMap.newKeySet());
        }
        List<Tag> tags = id.getTags();
        if (known.contains(tags)) {
            return MeterFilterReply.NEUTRAL;
        }
        if (known.size() >= this.maxSeries) {
            return MeterFilterReply.DENY;
        }
        known.add(tags);
        if (known.size() == this.maxSeries) {
            log.warn("Meter {} has reached its limit of {} series; further series are not recorded", id.getName(),
                    this.maxSeries);
        }
        return MeterFilterReply.NEUTRAL;
    }

}

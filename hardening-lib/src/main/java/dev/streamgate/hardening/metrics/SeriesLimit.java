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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The last defence of the registry: a meter that has as many series as it may have gets
 * no further ones. They are refused rather than mapped to one, since Micrometer remembers
 * every identity that it has mapped, and so would grow with what it should be spared.
 */
final class SeriesLimit implements MeterFilter {

    private static final Log log = LogFactory.getLog(SeriesLimit.class);

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
            log.warn("The meter " + id.getName() + " has all of the " + this.maxSeries
                    + " series that it may have; further ones are not recorded");
        }
        return MeterFilterReply.NEUTRAL;
    }

}

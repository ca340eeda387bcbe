/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/**
 * This process' own meters, as a scrape of them would show them. {@code service} is added
 * where a series does not say it.
 */
final class RegistrySamples implements SampleSource {

    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum");

    private final PrometheusRegistry registry;

    private final String service;

    /** What was read last: labels that are the same again stay the same objects. */
    private Map<String, List<Sample>> before = Map.of();

    RegistrySamples(PrometheusRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
    }

    @Override
    public List<Sample> read(String meter) {
        Map<String, List<Sample>> kept = this.before;
        List<Sample> samples = read(Set.of(meter)).getOrDefault(meter, List.of());
        this.before = kept;
        return samples;
    }

    @Override
    public Map<String, List<Sample>> read(Set<String> meters) {
        Map<String, List<Sample>> samples = new HashMap<>();
        Map<String, Boolean> families = new HashMap<>();
        for (String meter : meters) {
            samples.put(meter, new ArrayList<>());
            families.put(meter, true);
            for (String suffix : SUFFIXES) {
                if (meter.endsWith(suffix)) {
                    families.put(meter.substring(0, meter.length() - suffix.length()), true);
                }
            }
        }
        for (MetricSnapshot family : this.registry.scrape(families::containsKey)) {
            add(family, new Target(samples, this.before, family.getMetadata().getPrometheusName(), this.service));
        }
        this.before = samples;
        return samples;
    }

    private static void add(MetricSnapshot family, Target target) {
        if (family instanceof GaugeSnapshot gauges) {
            gauges.getDataPoints().forEach((point) -> target.add("", point.getLabels(), point.getValue()));
        }
        else if (family instanceof CounterSnapshot counters) {
            counters.getDataPoints().forEach((point) -> target.add("_total", point.getLabels(), point.getValue()));
        }
        else if (family instanceof UnknownSnapshot unknown) {
            unknown.getDataPoints().forEach((point) -> target.add("", point.getLabels(), point.getValue()));
        }
        else if (family instanceof SummarySnapshot summaries) {
            for (SummarySnapshot.SummaryDataPointSnapshot point : summaries.getDataPoints()) {
                target.add("_count", point.getLabels(), (double) point.getCount());
                target.add("_sum", point.getLabels(), point.getSum());
                point.getQuantiles()
                    .forEach((quantile) -> target.add("",
                            point.getLabels().add("quantile", Double.toString(quantile.getQuantile())),
                            quantile.getValue()));
            }
        }
        else if (family instanceof HistogramSnapshot histograms) {
            for (HistogramSnapshot.HistogramDataPointSnapshot point : histograms.getDataPoints()) {
                target.add("_count", point.getLabels(), (double) point.getCount());
                target.add("_sum", point.getLabels(), point.getSum());
                long cumulative = 0;
                for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
                    cumulative += bucket.getCount();
                    double bound = bucket.getUpperBound();
                    target.add("_bucket",
                            point.getLabels()
                                .add("le", (bound == Double.POSITIVE_INFINITY) ? "+Inf" : Double.toString(bound)),
                            (double) cumulative);
                }
            }
        }
    }

    /**
     * Where a family's samples go.
     *
     * @param samples by name, those that are asked for
     * @param before the same as they were read last
     * @param family the family's name
     * @param service the label of samples that have none
     */
    private record Target(Map<String, List<Sample>> samples, Map<String, List<Sample>> before, String family,
            String service) {

        void add(String suffix, Labels labels, double value) {
            String series = this.family + suffix;
            List<Sample> wanted = this.samples.get(series);
            if (wanted == null) {
                return;
            }
            List<Sample> earlier = this.before.getOrDefault(series, List.of());
            if (wanted.size() < earlier.size()) {
                Map<String, String> known = earlier.get(wanted.size()).labels();
                if (isSame(known, labels)) {
                    wanted.add(new Sample(known, value));
                    return;
                }
            }
            Map<String, String> named = new HashMap<>();
            if (!this.service.isEmpty()) {
                named.put("service", this.service);
            }
            labels.forEach((label) -> named.put(label.getName(), label.getValue()));
            wanted.add(new Sample(named, value));
        }

        private boolean isSame(Map<String, String> known, Labels labels) {
            int more = (!this.service.isEmpty() && !labels.contains("service")) ? 1 : 0;
            if (known.size() != labels.size() + more) {
                return false;
            }
            for (int i = 0; i < labels.size(); i++) {
                if (!labels.getValue(i).equals(known.get(labels.getName(i)))) {
                    return false;
                }
            }
            return true;
        }

    }

}

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
 * The meters of this process, with the names and labels of a scrape. The label
 * {@code service} is added to series that do not have it.
 */
final class RegistrySamples implements SampleSource {

    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum");

    private final PrometheusRegistry registry;

    private final String service;

    /** The last samples, so that unchanged labels remain the same objects. */
    private Map<String, List<Sample>> previous = Map.of();

    RegistrySamples(PrometheusRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
    }

    @Override
    public List<Sample> read(String metric) {
        Map<String, List<Sample>> kept = this.previous;
        List<Sample> samples = read(Set.of(metric)).getOrDefault(metric, List.of());
        this.previous = kept;
        return samples;
    }

    @Override
    public Map<String, List<Sample>> read(Set<String> metrics) {
        Map<String, List<Sample>> samples = new HashMap<>();
        Map<String, Boolean> families = new HashMap<>();
        for (String metric : metrics) {
            samples.put(metric, new ArrayList<>());
            families.put(metric, true);
            for (String suffix : SUFFIXES) {
                if (metric.endsWith(suffix)) {
                    families.put(metric.substring(0, metric.length() - suffix.length()), true);
                }
            }
        }
        for (MetricSnapshot family : this.registry.scrape(families::containsKey)) {
            add(family,
                    new FamilySamples(samples, this.previous, family.getMetadata().getPrometheusName(), this.service));
        }
        this.previous = samples;
        return samples;
    }

    private static void add(MetricSnapshot family, FamilySamples target) {
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
     * Collects the requested samples of one family.
     *
     * @param samples the requested samples by metric, to which those of the family are
     * added
     * @param previous the last samples by metric
     * @param family the family's name
     * @param service value of the label {@code service} for samples that do not have it;
     * empty for none
     */
    private record FamilySamples(Map<String, List<Sample>> samples, Map<String, List<Sample>> previous, String family,
            String service) {

        void add(String suffix, Labels labels, double value) {
            String series = this.family + suffix;
            List<Sample> target = this.samples.get(series);
            if (target == null) {
                return;
            }
            List<Sample> earlier = this.previous.getOrDefault(series, List.of());
            if (target.size() < earlier.size()) {
                Map<String, String> known = earlier.get(target.size()).labels();
                if (isSame(known, labels)) {
                    target.add(new Sample(known, value));
                    return;
                }
            }
            Map<String, String> all = new HashMap<>();
            if (!this.service.isEmpty()) {
                all.put("service", this.service);
            }
            labels.forEach((label) -> all.put(label.getName(), label.getValue()));
            target.add(new Sample(all, value));
        }

        private boolean isSame(Map<String, String> known, Labels labels) {
            int added = (!this.service.isEmpty() && !labels.contains("service")) ? 1 : 0;
            if (known.size() != labels.size() + added) {
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

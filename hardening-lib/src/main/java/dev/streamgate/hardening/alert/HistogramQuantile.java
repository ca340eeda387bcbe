package dev.streamgate.hardening.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PromQL's {@code histogram_quantile} of histograms with buckets: the bucket that holds
 * the quantile's rank, a straight line within it, the greatest finite bound where it lies
 * beyond that, not a number where nothing was observed or the bucket {@code +Inf} is
 * missing.
 */
final class HistogramQuantile {

    private HistogramQuantile() {
    }

    /** The quantile of each set of labels without {@code le}. */
    static List<Sample> of(double quantile, List<Sample> buckets) {
        Map<Map<String, String>, List<Bucket>> histograms = new HashMap<>();
        for (Sample sample : buckets) {
            String bound = sample.labels().get("le");
            if (bound == null) {
                continue;
            }
            double upper = bound(bound);
            if (Double.isNaN(upper)) {
                continue;
            }
            Map<String, String> labels = new HashMap<>(sample.labels());
            labels.remove("le");
            histograms.computeIfAbsent(labels, (none) -> new ArrayList<>()).add(new Bucket(upper, sample.value()));
        }
        List<Sample> quantiles = new ArrayList<>(histograms.size());
        histograms.forEach((labels, histogram) -> quantiles.add(new Sample(labels, quantile(quantile, histogram))));
        return quantiles;
    }

    private static double quantile(double quantile, List<Bucket> histogram) {
        List<Bucket> buckets = merged(histogram);
        int last = buckets.size() - 1;
        if (last < 1 || buckets.get(last).upper() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double observations = buckets.get(last).count();
        if (!(observations > 0)) {
            return Double.NaN;
        }
        double rank = quantile * observations;
        int at = 0;
        while (at < last && buckets.get(at).count() < rank) {
            at++;
        }
        if (at == last) {
            return buckets.get(last - 1).upper();
        }
        Bucket bucket = buckets.get(at);
        if (at == 0 && bucket.upper() <= 0) {
            return bucket.upper();
        }
        double lower = 0;
        double count = bucket.count();
        if (at > 0) {
            Bucket before = buckets.get(at - 1);
            lower = before.upper();
            count -= before.count();
            rank -= before.count();
        }
        return lower + (bucket.upper() - lower) * (rank / count);
    }

    /** In order, bounds that are equal as one, and never less than the bucket before. */
    private static List<Bucket> merged(List<Bucket> histogram) {
        histogram.sort(Comparator.comparingDouble(Bucket::upper));
        List<Bucket> buckets = new ArrayList<>(histogram.size());
        for (Bucket bucket : histogram) {
            int last = buckets.size() - 1;
            if (last >= 0 && buckets.get(last).upper() == bucket.upper()) {
                buckets.set(last, new Bucket(bucket.upper(), buckets.get(last).count() + bucket.count()));
            }
            else {
                buckets.add(bucket);
            }
        }
        for (int i = 1; i < buckets.size(); i++) {
            if (buckets.get(i).count() < buckets.get(i - 1).count()) {
                buckets.set(i, new Bucket(buckets.get(i).upper(), buckets.get(i - 1).count()));
            }
        }
        return buckets;
    }

    private static double bound(String text) {
        try {
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        }
        catch (NumberFormatException ex) {
            return Double.NaN;
        }
    }

    private record Bucket(double upper, double count) {
    }

}

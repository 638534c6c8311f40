package dev.sigwatch.standalone.status;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How long verifications took: the job counts into a histogram of cumulative counters, as Flink has none of its own that can be
 * added up over subtasks.
 *
 * @param buckets counts up to each bound, cumulative; the last bound is infinite
 * @param seconds of all together
 */
record JobDuration(SortedMap<Double, Double> buckets, double seconds) {
    static final String NAME = "atcr_verification_duration_seconds";
    static final String HELP = "From the arrival of a commit to its verdict";

    private static final Pattern BUCKET = JobMetricName.pattern("atcr.le.*.verification_duration_bucket");
    private static final Pattern SUM = JobMetricName.pattern("atcr.verification_duration_sum");

    static JobDuration of(Map<String, Double> sums) {
        SortedMap<Double, Double> buckets = new TreeMap<>();
        buckets.put(Double.POSITIVE_INFINITY, 0.0);
        double seconds = 0;
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            List<String> bound = JobMetricName.match(BUCKET, sum.getKey()).orElse(List.of());
            if (!bound.isEmpty()) {
                buckets.merge(bound(bound.get(0)), sum.getValue(), Double::sum);
            } else if (SUM.matcher(sum.getKey()).matches()) {
                seconds += sum.getValue();
            }
        }
        return new JobDuration(buckets, seconds);
    }

    private static double bound(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    HistogramSnapshot snapshot() {
        ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            // Subtasks are read one after the other, so that a bucket may seem to have less than the one before.
            double upTo = Math.max(below, bucket.getValue());
            classic.bucket(bucket.getKey(), Math.round(upTo - below));
            below = upTo;
        }
        return HistogramSnapshot.builder()
                .name(NAME)
                .help(HELP)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(classic.build())
                        .sum(seconds)
                        .build())
                .build();
    }
}

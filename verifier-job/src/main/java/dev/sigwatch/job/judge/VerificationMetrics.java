package dev.sigwatch.job.judge;

import dev.sigwatch.audit.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Verifications under the names that ATCR's own tools use; docs/metrics.md says what becomes of them. A histogram is told in the form
 * Prometheus adds up, because quantiles of several tasks cannot be.
 */
final class VerificationMetrics {
    /** From what a commit takes whose key is at hand, to the longest wait for one that is not. */
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0);

    private static final double MICROS = 1_000_000.0;

    private final Counter verified;
    private final Counter failed;
    private final Counter error;
    private final Map<Double, Counter> buckets = new LinkedHashMap<>();
    private final Counter count;
    private final Counter hits;
    private final Counter misses;

    /** Written by one thread, read by another. */
    private final AtomicLong sum = new AtomicLong();

    VerificationMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("atcr");
        verified = group.addGroup("result", "verified").counter("verifications");
        failed = group.addGroup("result", "failed").counter("verifications");
        error = group.addGroup("result", "error").counter("verifications");
        for (double bound : BOUNDS) {
            buckets.put(bound, bucket(group, bound == Math.rint(bound) ? Long.toString((long) bound) : "" + bound));
        }
        buckets.put(Double.POSITIVE_INFINITY, bucket(group, "+Inf"));
        group.gauge("verification_duration_sum", () -> sum.get() / MICROS);
        count = group.counter("verification_duration_count");
        hits = group.counter("cache_hits");
        misses = group.counter("cache_misses");
    }

    private static Counter bucket(MetricGroup group, String bound) {
        return group.addGroup("le", bound).counter("verification_duration_bucket");
    }

    /**
     * Counts a commit.
     *
     * @param verdict its first
     * @param micros from its arrival to its verdict, waiting included
     */
    void concluded(Verdict verdict, long micros) {
        switch (verdict) {
            case VERIFIED -> verified.inc();
            case VIOLATION, MALFORMED -> failed.inc();
            case UNPROVEN -> error.inc();
            case NOTICE -> throw new IllegalArgumentException("a notice is not verified");
        }
        // Clocks are set back at times.
        long took = Math.max(0, micros);
        buckets.forEach((bound, bucket) -> {
            if (took / MICROS <= bound) {
                bucket.inc();
            }
        });
        sum.addAndGet(took);
        count.inc();
    }

    /** Counts a look at the keys known. */
    void lookedUp(boolean known) {
        (known ? hits : misses).inc();
    }
}

package dev.sigwatch.standalone.status;

import dev.sigwatch.audit.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The job's metrics under the names we serve them by.
 *
 * @param values by name, and by the labels' values
 * @param duration how long verifications took
 */
record JobReading(Map<String, Map<List<String>, Double>> values, JobDuration duration) {
    private static final Map<JobMetricName, Pattern> PATTERNS = patterns();

    /** Before the job has answered: nothing found shows as zero. */
    static JobReading none() {
        Map<String, Double> zero = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            zero.put("judge.sigwatch.verdict." + verdict + ".events", 0.0);
        }
        zero.put("judge.sigwatch.held", 0.0);
        return of(zero);
    }

    /** @param sums by {@code operator.groups.metric}; the same metric of several operators adds up */
    static JobReading of(Map<String, Double> sums) {
        Map<String, Map<List<String>, Double>> values = new HashMap<>();
        PATTERNS.forEach((metric, pattern) -> {
            Map<List<String>, Double> of = new HashMap<>();
            sums.forEach((name, value) ->
                    JobMetricName.match(pattern, name).ifPresent(labels -> of.merge(labels, value, Double::sum)));
            values.put(metric.name(), of);
        });
        return new JobReading(values, JobDuration.of(sums));
    }

    private static Map<JobMetricName, Pattern> patterns() {
        Map<JobMetricName, Pattern> patterns = new HashMap<>();
        JobMetricName.ALL.forEach(metric -> patterns.put(metric, JobMetricName.pattern(metric.flink())));
        return patterns;
    }
}

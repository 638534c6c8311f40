package dev.sigwatch.standalone.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The job's operator metrics, summed over subtasks, as Flink's REST API tells them (refreshed about once a second). */
public final class JobMetrics {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** A request line is limited; this many names stay well below. */
    private static final int NAMES_PER_REQUEST = 20;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI job;

    /** @param web the cluster's {@link EmbeddedFlink#web()} */
    public JobMetrics(URI web) {
        this.job = URI.create(web.toString().replaceFirst("/$", "") + "/jobs/" + EmbeddedFlink.JOB);
    }

    /**
     * Sums of the metrics asked for, by {@code operator.metric} name.
     *
     * @param wanted which names; operator names have spaces replaced by {@code _}
     * @throws IOException if the API does not answer
     */
    public Map<String, Double> sums(Predicate<String> wanted) throws IOException {
        Map<String, Double> sums = new TreeMap<>();
        for (JsonNode vertex : get("").path("vertices")) {
            String metrics = "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            List<String> names = new ArrayList<>();
            get(metrics).forEach(metric -> names.add(metric.path("id").asText()));
            names.removeIf(wanted.negate());
            for (int from = 0; from < names.size(); from += NAMES_PER_REQUEST) {
                List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_PER_REQUEST));
                for (JsonNode metric : get(metrics + "?agg=sum&get=" + encode(some))) {
                    sums.merge(metric.path("id").asText(), metric.path("sum").asDouble(), Double::sum);
                }
            }
        }
        return sums;
    }

    private static String encode(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }

    private JsonNode get(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(job + path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("Flink answered " + response.statusCode() + " to " + path);
            }
            return json.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading metrics", e);
        }
    }
}

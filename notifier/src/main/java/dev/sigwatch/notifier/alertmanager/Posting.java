package dev.sigwatch.notifier.alertmanager;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.notifier.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert as Alertmanager has it (API v2, {@code postableAlert}). Times are microseconds since the epoch.
 *
 * @param labels what it is: grouped, routed and silenced by; bounded texts
 * @param annotations what to tell
 */
record Posting(Map<String, String> labels, Map<String, String> annotations, long startsAt, long endsAt) {
    /** An incident nobody adds to, and that has no deadline, is shown for a day. */
    static final long SHOWN_MICROS = Duration.ofHours(24).toMillis() * 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LABEL = 300;
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_EVIDENCE = 10;
    private static final int MAX_COMMANDS = 5;

    /** The alert, open until its deadline or a day after its last change, whichever is later. */
    static Posting of(Alert alert) {
        Long deadline = alert.deadlineAt();
        long ends = alert.updatedAt() + SHOWN_MICROS;
        return new Posting(
                labels(alert),
                annotations(alert),
                alert.raisedAt(),
                deadline == null ? ends : Math.max(deadline, ends));
    }

    /** The same, over at a time, though never before its start, which Alertmanager refuses. */
    Posting until(long end) {
        return new Posting(labels, annotations, Math.min(startsAt, end), end);
    }

    /** The same, open for longer where need be. */
    Posting atLeastUntil(long end) {
        return new Posting(labels, annotations, Math.min(startsAt, end), Math.max(endsAt, end));
    }

    /** The body of a post. */
    static byte[] json(List<Posting> postings) {
        ArrayNode all = JSON.createArrayNode();
        for (Posting posting : postings) {
            ObjectNode one = all.addObject();
            one.set("labels", JSON.valueToTree(posting.labels));
            one.set("annotations", JSON.valueToTree(posting.annotations));
            one.put("startsAt", time(posting.startsAt)).put("endsAt", time(posting.endsAt));
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.rule().wireName());
        labels.put("rule", alert.rule().name());
        labels.put("severity", alert.priority().name());
        labels.put("route", alert.route().wireName());
        labels.put("alert_id", alert.id());
        labels.put("did", alert.did());
        labels.put("pds", alert.facts().getOrDefault("pds", ""));
        labels.put("part", alert.facts().getOrDefault("part", ""));
        return bounded(labels, MAX_LABEL);
    }

    private static Map<String, String> annotations(Alert alert) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("summary", alert.title());
        texts.put("description", alert.sentence());
        Long deadline = alert.deadlineAt();
        texts.put("deadline", deadline == null ? "" : time(deadline));
        if (!alert.handle().isEmpty()) {
            texts.put("handle", alert.handle() + (alert.handleVerified() ? "" : " (unverified)"));
        }
        texts.put("evidence", String.join(" ", first(alert.evidence(), MAX_EVIDENCE)));
        texts.put("commands", String.join(" ; ", first(alert.commands(), MAX_COMMANDS)));
        texts.put("explained_by", alert.explainedBy());
        return bounded(texts, MAX_TEXT);
    }

    private static List<String> first(List<String> texts, int most) {
        return texts.subList(0, Math.min(most, texts.size()));
    }

    /** An empty label is no label there. */
    private static Map<String, String> bounded(Map<String, String> texts, int most) {
        Map<String, String> kept = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (!text.isEmpty()) {
                kept.put(name, PlainText.line(text, most));
            }
        });
        return Map.copyOf(kept);
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}

package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.policy.Expectation;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.WatchItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The incidents of one DID while a signal, or time, is taken into account. */
final class Incidents {
    /** A flood is told of once a minute. */
    static final long UPDATE_MICROS = 60 * 1_000_000L;

    /** An incident that nothing was added to for so long is over for us; what comes later is another. */
    static final long QUIET_MICROS = 7 * 24 * 3_600 * 1_000_000L;

    /** Name of the fact that says which incident another is part of. */
    static final String PART_OF = "part_of";

    /** Rules about single records, of which an account may have any number. */
    private static final Set<Rule> OF_RECORDS = EnumSet.of(Rule.R1, Rule.R3, Rule.R4);

    /**
     * Records of an account that have an incident of their own, by rule; those beyond share one. Else whoever spoils enough records
     * buries each of them, and everything else about the account.
     */
    static final int MAX_OF_RECORDS = 6;

    /** The object of the incident that records beyond share. */
    static final String FURTHER = "further records";

    /** Rules that a takeover's incident takes in, when they are about its operations. */
    private static final Set<Rule> PARTS = EnumSet.of(Rule.K1, Rule.K2);

    private final String did;
    private final Memory memory;
    private final Policy policy;
    private final Map<Rule, Long> patience;
    private final List<Incident> open;
    private final Set<String> ended = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> urgent = new LinkedHashSet<>();
    private final List<Detection> raised = new ArrayList<>();
    private final List<Detection> recoveries = new ArrayList<>();

    Incidents(String did, Memory memory, Policy policy, List<Incident> before, Map<Rule, Long> patience) {
        this.did = did;
        this.memory = memory;
        this.policy = policy;
        this.open = new ArrayList<>(before);
        this.patience = patience;
    }

    void addAll(List<Detection> detections) {
        detections.forEach(detection -> (detection.isRecovery() ? recoveries : raised).add(detection));
    }

    /** What all that was added comes to. */
    AlertDecision decide(long now) {
        // First what ends, so that nothing that begins now is added to it.
        recoveries.forEach(this::recover);
        raised.stream().filter(it -> it.rule() == Rule.K3).forEach(this::raise);
        Set<String> taken = operationsTakenOver();
        raised.stream()
                .filter(it -> it.rule() != Rule.K3)
                .filter(it -> !PARTS.contains(it.rule()) || !taken.contains(it.object()))
                .forEach(this::raise);
        fold(now);
        escalate(now);
        return told(now);
    }

    private Set<String> operationsTakenOver() {
        Set<String> operations = new LinkedHashSet<>();
        for (Incident incident : open) {
            if (isOpenTakeover(incident.alert())) {
                operations.addAll(operations(incident.alert()));
            }
        }
        return operations;
    }

    private static boolean isOpenTakeover(Alert alert) {
        return alert.rule() == Rule.K3 && alert.status() != Alert.Status.RECOVERED;
    }

    private static List<String> operations(Alert alert) {
        return Arrays.asList(
                alert.facts().getOrDefault(AlertMerge.OPERATIONS, "").split(" "));
    }

    private void raise(Detection one) {
        Detection detection = isBeyond(one) ? one.about(FURTHER) : one;
        WatchItem watch =
                policy.watchlist().match(did, memory.identity().handle(), memory.repositories(), detection.at());
        String explanation = explanation(detection.change());
        int at = find(detection);
        Alert before = at < 0 ? null : open.get(at).alert();
        AlertMerge merge = new AlertMerge(did, memory, watch == null ? "" : watch.text(), explanation);
        boolean mustWait = patience.getOrDefault(detection.rule(), 0L) > 0;
        Priority priority = watch == null || mustWait ? detection.priority() : watched(detection);
        Alert after = before == null ? merge.first(detection, priority) : merge.next(before, detection, priority);
        if (after.equals(before)) {
            return;
        }
        Incident old = at < 0 ? null : open.remove(at);
        open.add(new Incident(after, old == null ? 0 : old.toldAt(), true, watched(detection)));
        note(before, after);
    }

    private boolean isBeyond(Detection detection) {
        return OF_RECORDS.contains(detection.rule())
                && find(detection) < 0
                && open.stream()
                                .map(Incident::alert)
                                .filter(it -> it.rule() == detection.rule() && it.status() != Alert.Status.RECOVERED)
                                .count()
                        >= MAX_OF_RECORDS;
    }

    private static Priority watched(Detection detection) {
        return moreUrgent(detection.priority(), detection.priorityIfWatched());
    }

    static Priority moreUrgent(Priority one, Priority other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void note(@Nullable Alert before, Alert after) {
        changed.add(after.id());
        if (before == null
                || before.priority() != after.priority()
                || before.status() != after.status()
                || isWorse(before, after)) {
            urgent.add(after.id());
        }
    }

    /** That images are pushed after a takeover is news that cannot wait a minute; its title says so. */
    private static boolean isWorse(Alert before, Alert after) {
        return after.rule() == Rule.K3 && !before.title().equals(after.title());
    }

    /** A takeover of a DID is one, whatever it goes on to do. */
    private int find(Detection detection) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Alert alert = open.get(i).alert();
            boolean isSame = detection.rule() == Rule.K3 || alert.object().equals(detection.object());
            if (alert.rule() == detection.rule() && isSame && alert.status() != Alert.Status.RECOVERED) {
                return i;
            }
        }
        return -1;
    }

    private String explanation(Detection.Explicable change) {
        if (change.operations().isEmpty()) {
            return "";
        }
        String byOperation = all(Expectation.Subject.OPERATION, change.operations(), change.at());
        if (!byOperation.isEmpty()) {
            return byOperation;
        }
        String byKey = all(Expectation.Subject.KEY, change.keys(), change.at());
        return !byKey.isEmpty() || change.pds().isEmpty()
                ? byKey
                : all(Expectation.Subject.PDS, List.of(change.pds()), change.at());
    }

    private String all(Expectation.Subject subject, List<String> objects, long at) {
        Set<String> words = new LinkedHashSet<>();
        for (String object : objects) {
            Expectation expectation = policy.expectations().explaining(did, subject, object, at);
            if (expectation == null) {
                return "";
            }
            words.add(expectation.text());
        }
        return String.join("; ", words);
    }

    /** What was told apart before the takeover was recognized is told to be part of it. */
    private void fold(long now) {
        List<Alert> takeovers = open.stream()
                .map(Incident::alert)
                .filter(Incidents::isOpenTakeover)
                .toList();
        for (Alert takeover : takeovers) {
            List<String> operations = operations(takeover);
            for (int i = 0; i < open.size(); i++) {
                Alert alert = open.get(i).alert();
                boolean isPart = PARTS.contains(alert.rule()) && operations.contains(alert.object());
                if (isPart && alert.status() != Alert.Status.RECOVERED) {
                    end(i, AlertMerge.folded(alert, takeover, now));
                }
            }
        }
    }

    private void recover(Detection detection) {
        for (int i = 0; i < open.size(); i++) {
            Alert alert = open.get(i).alert();
            boolean isMeant = alert.rule() == detection.rule()
                    && (detection.object().isEmpty()
                            || alert.object().equals(detection.object())
                            || (alert.rule() == Rule.K3 && operations(alert).contains(detection.object())));
            if (isMeant && alert.status() != Alert.Status.RECOVERED) {
                end(i, AlertMerge.recovered(alert, detection));
            }
        }
    }

    private void end(int index, Alert alert) {
        Incident incident = open.get(index);
        open.set(index, new Incident(alert, incident.toldAt(), true, incident.watched()));
        ended.add(alert.id());
        changed.add(alert.id());
        urgent.add(alert.id());
    }

    private void escalate(long now) {
        for (int i = 0; i < open.size(); i++) {
            Incident incident = open.get(i);
            if (escalatesAt(incident) <= now) {
                Alert alert = AlertMerge.escalated(incident.alert(), incident.watched(), now);
                open.set(i, new Incident(alert, incident.toldAt(), true, incident.watched()));
                note(incident.alert(), alert);
            }
        }
    }

    private long escalatesAt(Incident incident) {
        Alert alert = incident.alert();
        long wait = patience.getOrDefault(alert.rule(), 0L);
        boolean isWaiting = wait > 0
                && !alert.watchItem().isEmpty()
                && alert.status() == Alert.Status.OPEN
                && incident.watched().compareTo(alert.priority()) < 0;
        return isWaiting ? alert.raisedAt() + wait : AlertDecision.NEVER;
    }

    private AlertDecision told(long now) {
        List<Alert> alerts = new ArrayList<>();
        List<Incident> kept = new ArrayList<>();
        for (Incident incident : open) {
            Alert alert = incident.alert();
            boolean isDue =
                    urgent.contains(alert.id()) || (incident.isUntold() && now >= incident.toldAt() + UPDATE_MICROS);
            Incident after = incident;
            if (isDue) {
                Alert version = AlertMerge.nextVersion(alert);
                alerts.add(version);
                after = new Incident(version, now, false, incident.watched());
            }
            boolean isOver = ended.contains(alert.id()) || now >= lastAt(after) + QUIET_MICROS;
            if (!isOver) {
                kept.add(after);
            }
        }
        List<Incident> newest = kept.subList(Math.max(0, kept.size() - AlertState.MAX_INCIDENTS), kept.size());
        return new AlertDecision(
                List.copyOf(alerts), new AlertState(memory.settled(now), List.copyOf(newest)), wakeAt(newest, now));
    }

    private static long lastAt(Incident incident) {
        return Math.max(incident.alert().updatedAt(), incident.toldAt());
    }

    private long wakeAt(List<Incident> kept, long now) {
        long wakeAt = memory.settled(now).nextAt();
        for (Incident incident : kept) {
            wakeAt = Math.min(wakeAt, incident.isUntold() ? incident.toldAt() + UPDATE_MICROS : AlertDecision.NEVER);
            wakeAt = Math.min(wakeAt, escalatesAt(incident));
            wakeAt = Math.min(wakeAt, lastAt(incident) + QUIET_MICROS);
        }
        return wakeAt;
    }
}

package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Memory.Arrival;
import dev.sigwatch.audit.alert.Memory.Inactivity;
import dev.sigwatch.audit.alert.Memory.Notices;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a signal into what is remembered of its DID. */
final class Remembering {
    /** Identity events further apart than this are not counted together. */
    static final long NOTICES_MICROS = 3_600 * 1_000_000L;

    private static final Set<String> IMAGES = Set.of("io.atcr.manifest", "io.atcr.tag");
    private static final String DOCUMENT = "did-document";
    private static final String TOMBSTONE = "plc_tombstone";
    private static final int MAX_NAME = 120;

    private IdentityFacts identity;
    private boolean handleVerified;
    private List<Change> changes;
    private Arrival arrival;
    private List<Write> writes;
    private List<String> repositories;
    private @Nullable Inactivity inactive;
    private List<Inactivity> deactivations;
    private Notices notices;

    private Remembering(Memory memory) {
        this.identity = memory.identity();
        this.handleVerified = memory.handleVerified();
        this.changes = new ArrayList<>(memory.changes());
        this.arrival = memory.arrival();
        this.writes = memory.writes();
        this.repositories = memory.repositories();
        this.inactive = memory.inactive();
        this.deactivations = memory.deactivations();
        this.notices = memory.notices();
    }

    /** What is remembered after a signal. */
    static Memory after(Signal signal, Memory memory) {
        Remembering remembering = new Remembering(memory);
        remembering.forget(signal.at());
        if (signal instanceof Signal.OfIdentity of) {
            remembering.take(of.identity());
        } else if (signal instanceof Signal.OfEvent of) {
            remembering.take(of);
        }
        return remembering.memory();
    }

    /** What is remembered once time has passed. */
    static Memory at(long now, Memory memory) {
        Remembering remembering = new Remembering(memory);
        remembering.forget(now);
        return remembering.memory();
    }

    private Memory memory() {
        return new Memory(
                identity,
                handleVerified,
                List.copyOf(changes),
                arrival,
                writes,
                repositories,
                inactive,
                deactivations,
                notices);
    }

    private void forget(long now) {
        changes.removeIf(change -> change.seenAt() < now - Memory.KEPT_MICROS);
        deactivations = deactivations.stream()
                .filter(word -> word.at() >= now - Memory.KEPT_MICROS)
                .toList();
        if (changes.isEmpty()) {
            writes = List.of();
            arrival = Arrival.AWAITED;
        }
        if (notices.count() > 0 && notices.newest() < now - NOTICES_MICROS) {
            notices = Notices.NONE;
        }
    }

    private void take(JudgedIdentity judged) {
        Map<String, IdentityFacts> set = new HashMap<>();
        changes.forEach(change -> set.put(change.cid(), change.after()));
        JudgedOperation before = judged.before();
        if (before != null) {
            set.put(before.cid(), IdentityFacts.of(before));
        }
        judged.operations().forEach(operation -> set.put(operation.cid(), IdentityFacts.of(operation)));
        judged.operations().forEach(this::undo);
        for (JudgedOperation operation : judged.operations()) {
            take(operation, judged, set);
        }
        List<JudgedOperation> live = judged.operations().stream()
                .filter(it -> !it.nullified() && isOfIdentity(it) && !it.type().equals(TOMBSTONE))
                .toList();
        if (!live.isEmpty()) {
            identity = IdentityFacts.of(live.get(live.size() - 1));
            notices = Notices.NONE;
        } else if (identity.equals(IdentityFacts.NONE) && before != null) {
            identity = IdentityFacts.of(before);
        }
        if (!judged.handle().isEmpty()) {
            handleVerified = judged.handleVerified();
        }
    }

    private void undo(JudgedOperation operation) {
        for (int i = 0; i < changes.size(); i++) {
            Change known = changes.get(i);
            boolean isUndone = operation.nullified() && !known.isUndone();
            if (isUndone && known.isPlc() && known.cid().equals(operation.cid())) {
                changes.set(i, known.undone(operation.nullifiedBy()));
            }
        }
    }

    private void take(JudgedOperation operation, JudgedIdentity judged, Map<String, IdentityFacts> set) {
        boolean isKnown = changes.stream().anyMatch(it -> it.isPlc() && it.cid().equals(operation.cid()));
        if (isKnown) {
            return;
        }
        Change change = change(operation, judged, set);
        if (change != null && !changes.contains(change)) {
            changes.add(change);
            if (changes.size() > Memory.MAX_CHANGES) {
                changes.remove(0);
            }
            if (change.isMove()) {
                arrival = Arrival.AWAITED;
            }
        }
    }

    /** Against what it follows; null where nothing changed, or what was before is not known. */
    private @Nullable Change change(JudgedOperation operation, JudgedIdentity judged, Map<String, IdentityFacts> set) {
        if (!isOfIdentity(operation) || operation.type().equals(TOMBSTONE)) {
            return null;
        }
        long at = operation.acceptedAt() == JudgedOperation.NO_TIME ? judged.observedAt() : operation.acceptedAt();
        IdentityFacts before = before(operation, judged, set);
        boolean isPast = judged.isFirst() && at < judged.observedAt() - Memory.WINDOW_MICROS;
        if (before == null || isPast) {
            return null;
        }
        Change change = new Change(
                operation.cid(),
                isPlc(operation),
                at,
                judged.observedAt(),
                operation.signerIndex(),
                operation.signerKey(),
                operation.nullified() ? operation.nullifiedBy() : "",
                undoes(operation),
                before,
                IdentityFacts.of(operation));
        return change.undoes() || !before.equals(change.after()) ? change : null;
    }

    /** Of a recovery it is what was before that which it undid, never the state it put an end to. */
    private @Nullable IdentityFacts before(
            JudgedOperation operation, JudgedIdentity judged, Map<String, IdentityFacts> set) {
        JudgedOperation head = judged.before();
        IdentityFacts followed = isPlc(operation) ? set.get(operation.prev()) : null;
        if (followed != null) {
            return followed;
        }
        if (undoes(operation)) {
            return changes.stream()
                    .filter(change -> change.undoneBy().equals(operation.cid()))
                    .findFirst()
                    .map(Change::before)
                    .orElse(IdentityFacts.of(operation));
        }
        boolean isFirstOfAll = isPlc(operation) && operation.prev().isEmpty();
        return head == null || isFirstOfAll ? null : IdentityFacts.of(head);
    }

    private static boolean undoes(JudgedOperation operation) {
        return operation.findings().stream().anyMatch(it -> it.code() == FindingCode.PLC_NULLIFICATION);
    }

    /** Of did:plc only the log counts: what a document of it says beyond the log is a finding of its own. */
    private static boolean isOfIdentity(JudgedOperation operation) {
        return !(isPlc(operation) && operation.type().equals(DOCUMENT));
    }

    private static boolean isPlc(JudgedOperation operation) {
        return operation.did().startsWith("did:plc:");
    }

    private void take(Signal.OfEvent signal) {
        CheckedEvent event = signal.event();
        AccountFacts account = event.account();
        if (account != null) {
            take(account, event.facts().host(), signal.at());
        } else if (event.kind() == EventKind.IDENTITY) {
            notices = new Notices(
                    notices.count() + 1,
                    notices.count() == 0 ? signal.at() : notices.since(),
                    signal.at(),
                    cut(event.facts().host()));
        } else if (event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC) {
            commit(signal);
        }
    }

    private void take(AccountFacts account, String host, long at) {
        if (account.active()) {
            inactive = null;
            return;
        }
        String status = account.status().isEmpty() ? "inactive" : cut(account.status());
        boolean isPassing = status.equals(Memory.DEACTIVATED);
        if (inactive == null || !inactive.status().equals(status)) {
            inactive = new Inactivity(cut(host), status, at, !isPassing);
        }
        if (isPassing) {
            deactivations =
                    newest(deactivations, new Inactivity(cut(host), status, at, true), Memory.MAX_DEACTIVATIONS);
        }
    }

    private void commit(Signal.OfEvent signal) {
        CheckedEvent event = signal.event();
        Judgement judgement = signal.judgement();
        if (judgement.verdict() == Verdict.MALFORMED) {
            return;
        }
        if (arrival == Arrival.AWAITED && isArrival(judgement, signal.at())) {
            arrival = event.kind() == EventKind.SYNC || event.ops() == 0 ? Arrival.QUIET : Arrival.WRITING;
        }
        for (RecordFacts record : event.records()) {
            if (!record.repository().isEmpty() && !repositories.contains(record.repository())) {
                repositories = newest(repositories, cut(record.repository()), Memory.MAX_REPOSITORIES);
            }
            boolean isWrite =
                    IMAGES.contains(record.collection()) && !record.action().equals("delete");
            if (isWrite && !changes.isEmpty()) {
                String evidence =
                        signal.evidence().isEmpty() ? "" : signal.evidence().get(0);
                writes = newest(
                        writes,
                        new Write(
                                signal.at(),
                                image(record),
                                cut(record.repository()),
                                event.commitCid(),
                                judgement.key(),
                                evidence),
                        Memory.MAX_WRITES);
            }
        }
    }

    private boolean isArrival(Judgement judgement, long at) {
        return changes.stream()
                .anyMatch(change -> change.isMove()
                        && !change.isUndone()
                        && change.at() <= at
                        && change.after().signingKey().equals(judgement.key()));
    }

    private static String image(RecordFacts record) {
        return record.tag().isEmpty()
                ? cut(record.repository() + "@" + record.digest())
                : cut(record.repository() + ":" + record.tag());
    }

    private static String cut(String text) {
        return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
    }

    private static <T> List<T> newest(List<T> list, T last, int limit) {
        if (list.contains(last)) {
            return list;
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer.subList(Math.max(0, longer.size() - limit), longer.size()));
    }
}

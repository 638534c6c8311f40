package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.alert.Write;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** K4: a recovery undid operations. Names what was signed with keys that only those had set, and ends what was told of them. */
final class Nullified extends IdentityDetector {
    Nullified() {
        super(Rule.K4);
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of(FindingCode.SIG_NULLIFIED_KEY);
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (signal instanceof Signal.OfRevision revision) {
            return has(revision.after().findings(), FindingCode.SIG_NULLIFIED_KEY)
                    ? signed(
                            revision.before().key(),
                            Words.event(revision.event()) + " was judged anew: " + Words.name(revision.reason()),
                            revision.at(),
                            "",
                            memory)
                    : List.of();
        }
        if (signal instanceof Signal.OfEvent event) {
            List<Detection> detections = new ArrayList<>();
            for (Finding finding : event.judgement().findings()) {
                if (finding.code() == FindingCode.SIG_NULLIFIED_KEY) {
                    String evidence =
                            event.evidence().isEmpty() ? "" : event.evidence().get(0);
                    detections.addAll(signed(
                            finding.detail(),
                            Words.event(event.event()) + " came after that",
                            event.at(),
                            evidence,
                            memory));
                }
            }
            return detections;
        }
        return super.detect(signal, memory, policy);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        Map<String, List<JudgedOperation>> undone = new LinkedHashMap<>();
        for (JudgedOperation operation : identity.operations()) {
            boolean isPast = identity.isFirst() && operation.nullifiedAt() < identity.observedAt() - Undo.WINDOW_MICROS;
            if (operation.nullified() && !operation.nullifiedBy().isEmpty() && !isPast) {
                undone.computeIfAbsent(operation.nullifiedBy(), by -> new ArrayList<>())
                        .add(operation);
            }
        }
        List<Detection> detections = new ArrayList<>();
        undone.forEach((by, operations) -> {
            detections.add(detection(by, operations, identity, memory));
            for (JudgedOperation operation : operations) {
                detections.addAll(endings(operation, by, identity.observedAt()));
            }
        });
        return detections;
    }

    private Detection detection(String by, List<JudgedOperation> undone, JudgedIdentity identity, Memory memory) {
        Set<String> keys = new LinkedHashSet<>();
        undone.forEach(operation -> keys.add(operation.signingKey()));
        keys.remove(memory.identity().signingKey());
        keys.remove("");
        undone.forEach(operation -> memory.changes().stream()
                .filter(change -> change.cid().equals(operation.cid()))
                .forEach(change -> keys.remove(change.before().signingKey())));
        List<Write> writes = memory.writes().stream()
                .filter(write -> keys.contains(write.key()))
                .toList();
        String signer = memory.changes().stream()
                .filter(change -> change.cid().equals(by))
                .findFirst()
                .map(change -> "with " + Undo.signer(change))
                .orElse("with a stronger rotation key");
        Detection.Builder detection = Detection.of(rule(), by, identity.observedAt())
                .saying(
                        "A recovery undid changes of the account",
                        (undone.size() == 1 ? "One operation was" : undone.size() + " operations were") + " undone by "
                                + by
                                + ", signed " + signer + ". The account is at "
                                + Words.server(memory.identity().pds())
                                + " with signing key "
                                + Words.key(memory.identity().signingKey()) + " again."
                                + trust(keys, writes)
                                + " If nobody recovered the account on purpose, whoever holds that rotation key is taking it.")
                .finding(FindingCode.PLC_NULLIFICATION)
                .fact("operation", by)
                .fact("undone", undone.stream().map(JudgedOperation::cid).collect(Collectors.joining(" ")))
                .fact("undone_keys", String.join(" ", keys))
                .fact("key", memory.identity().signingKey())
                .fact("pds", memory.identity().pds())
                .explicable(new Detection.Explicable(undone.get(0).nullifiedAt(), List.of(by), List.of(), ""));
        undone.forEach(operation -> detection.line(
                operation.acceptedAt(), Words.capital(operation(operation)) + ", now undone.", operation.cid()));
        writes.forEach(write -> detection.line(write.at(), TakeoverPattern.line(write), write.evidence()));
        return detection
                .line(undone.get(0).nullifiedAt(), "The recovery " + by + " was taken.", by)
                .raised();
    }

    private static String trust(Set<String> keys, List<Write> writes) {
        if (keys.isEmpty()) {
            return "";
        }
        String signed = writes.isEmpty() ? "" : ", which signed " + Words.images(writes);
        return " Nothing signed with " + Words.keys(List.copyOf(keys)) + " is to be trusted" + signed + ".";
    }

    /** A commit signed with an undone key adds to the incident of the recovery, if that is still remembered. */
    private List<Detection> signed(String key, String what, long at, String evidence, Memory memory) {
        return memory.changes().stream()
                .filter(change ->
                        change.isUndone() && change.after().signingKey().equals(key))
                .limit(1)
                .map(change -> Detection.of(rule(), change.undoneBy(), at)
                        .saying(
                                "A recovery undid changes of the account",
                                "The recovery " + change.undoneBy() + " undid what had given the account the key "
                                        + Words.key(key)
                                        + ". Commits signed with it are not to be trusted, the newest known: "
                                        + what + ".")
                        .finding(FindingCode.SIG_NULLIFIED_KEY)
                        .line(at, "Signed with the undone key: " + what + ".", evidence)
                        .explicable(new Detection.Explicable(at, List.of(change.undoneBy()), List.of(), ""))
                        .raised())
                .toList();
    }

    private static List<Detection> endings(JudgedOperation undone, String by, long at) {
        String sentence = "Undone by the recovery " + by + ".";
        List<Detection> endings = new ArrayList<>();
        for (Rule rule : List.of(Rule.K1, Rule.K2, Rule.K3)) {
            endings.add(Detection.recovery(rule, undone.cid(), at, sentence, by));
        }
        return endings;
    }
}

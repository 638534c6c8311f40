package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;

/** A rule that reads what became known of an identity. */
abstract class IdentityDetector implements Detector {
    private final Rule rule;

    IdentityDetector(Rule rule) {
        this.rule = rule;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    /** None in events. */
    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        return signal instanceof Signal.OfIdentity of ? detect(of.identity(), memory) : List.of();
    }

    /** What to tell of an identity. */
    abstract List<Detection> detect(JudgedIdentity identity, Memory memory);

    /** Changes that this observation told first: not what a first look finds in the past, and not what had been undone before. */
    static List<Change> fresh(JudgedIdentity identity, Memory memory) {
        if (identity.isFirst()) {
            return List.of();
        }
        return memory.changes().stream()
                .filter(change -> !change.isUndone() && change.seenAt() == identity.observedAt())
                .filter(change -> identity.operations().stream()
                        .anyMatch(operation -> operation.cid().equals(change.cid())))
                .toList();
    }

    static boolean has(List<Finding> findings, FindingCode code) {
        return findings.stream().anyMatch(finding -> finding.code() == code);
    }

    /** Ids of the two copies kept where a source contradicts what we held. */
    static List<String> copies(JudgedIdentity identity) {
        String id = "identity/" + identity.did() + "/" + identity.observedAt();
        return identity.ours().length == 0 && identity.theirs().length == 0
                ? List.of()
                : List.of(id + "/ours", id + "/theirs");
    }

    static String operation(JudgedOperation operation) {
        return "operation " + operation.cid()
                + (operation.acceptedAt() == JudgedOperation.NO_TIME
                        ? ""
                        : " of " + Words.time(operation.acceptedAt()));
    }
}

package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Memory.Inactivity;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * K9: a publisher is gone. That its old server deactivates an account which moves is no such thing, so that word gets a minute in which
 * the move may show.
 */
final class Deactivated extends IdentityDetector {
    private static final String STATUS = "status";

    Deactivated() {
        super(Rule.K9);
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (!(signal instanceof Signal.OfEvent event)) {
            return super.detect(signal, memory, policy);
        }
        AccountFacts account = event.event().account();
        Inactivity inactive = memory.inactive();
        if (account == null) {
            return List.of();
        }
        if (account.active()) {
            String host = Words.name(event.event().facts().host());
            return List.of(Detection.recovery(
                    rule(), STATUS, signal.at(), "Over: " + host + " serves the account again.", first(event)));
        }
        return inactive == null || inactive.status().equals(Memory.DEACTIVATED)
                ? List.of()
                : List.of(gone(inactive, event.at(), first(event)));
    }

    private static String first(Signal.OfEvent event) {
        return event.evidence().isEmpty() ? "" : event.evidence().get(0);
    }

    @Override
    public List<Detection> later(Memory memory, long now) {
        Inactivity inactive = memory.inactive();
        boolean isDue = inactive != null && !inactive.told() && now >= inactive.at() + Memory.SETTLE_MICROS;
        boolean isMove = memory.changes().stream().anyMatch(change -> change.isMove() && !change.isUndone());
        return inactive == null || !isDue || isMove ? List.of() : List.of(gone(inactive, inactive.at(), ""));
    }

    private Detection gone(Inactivity inactive, long at, String evidence) {
        String host = Words.name(inactive.host());
        String sentence =
                host + " says that the account is not served any more: " + Words.name(inactive.status()) + ".";
        return Detection.of(rule(), STATUS, at)
                .saying(
                        "Publisher's account is " + Words.name(inactive.status()),
                        sentence + " Its images may become unavailable. The word is the host's own; nobody signed it.")
                .line(at, sentence, evidence)
                .fact("status", Words.name(inactive.status()))
                .fact("host", host)
                .raised();
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (JudgedOperation operation : identity.operations()) {
            boolean isGivenUp = has(operation.findings(), FindingCode.PLC_TOMBSTONE);
            if (isGivenUp && operation.nullified()) {
                detections.add(Detection.recovery(
                        rule(),
                        operation.cid(),
                        identity.observedAt(),
                        "Over: the tombstone was undone by " + operation.nullifiedBy() + ".",
                        operation.nullifiedBy()));
            } else if (isGivenUp && !identity.isFirst()) {
                detections.add(tombstone(operation, identity));
            }
        }
        boolean isMoved = fresh(identity, memory).stream().anyMatch(Change::isMove);
        if (isMoved) {
            detections.add(Detection.recovery(
                    rule(), STATUS, identity.observedAt(), "Over: the account moved to another server.", ""));
        }
        return detections;
    }

    private Detection tombstone(JudgedOperation operation, JudgedIdentity identity) {
        boolean canBeUndone = operation.signerIndex() > 0;
        long deadline = operation.acceptedAt() + Undo.WINDOW_MICROS;
        String undo = canBeUndone
                ? "Until " + Words.time(deadline) + " a stronger rotation key can undo it."
                : "The strongest rotation key signed it, so nobody can undo it.";
        return Detection.of(rule(), operation.cid(), identity.observedAt())
                .saying(
                        "Publisher's account was given up",
                        Words.capital(operation(operation))
                                + " is a tombstone: the account has no key and no server any more. " + undo)
                .deadline(canBeUndone ? deadline : null)
                .finding(FindingCode.PLC_TOMBSTONE)
                .line(operation.acceptedAt(), "The account was given up.", operation.cid())
                .fact("operation", operation.cid())
                .fact("signer_index", String.valueOf(operation.signerIndex()))
                .explicable(new Detection.Explicable(operation.acceptedAt(), List.of(operation.cid()), List.of(), ""))
                .raised();
    }
}

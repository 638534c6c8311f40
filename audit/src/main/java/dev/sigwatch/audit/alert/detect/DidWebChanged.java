package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.ArrayList;
import java.util.List;

/** K8: a did:web document is another. Worse if the host's certificates changed the same day: then the host itself may be another. */
final class DidWebChanged extends IdentityDetector {
    DidWebChanged() {
        super(Rule.K8);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        boolean isFlipFlop = has(identity.findings(), FindingCode.DIDWEB_FLIPFLOP)
                || identity.operations().stream().anyMatch(it -> has(it.findings(), FindingCode.DIDWEB_FLIPFLOP));
        for (Change change : fresh(identity, memory)) {
            boolean counts = change.isNewSigningKey() || change.isMove();
            if (!change.isPlc() && (counts || isFlipFlop)) {
                detections.add(changed(change, isFlipFlop, identity.before()));
            }
        }
        for (Finding finding : identity.findings()) {
            if (finding.code() == FindingCode.DIDWEB_REDIRECT) {
                detections.add(redirect(finding, identity));
            }
        }
        return detections;
    }

    private Detection changed(
            Change change, boolean isFlipFlop, @org.jspecify.annotations.Nullable JudgedOperation before) {
        boolean isNewHost = !change.before().tlsChain().isEmpty()
                && !change.before().tlsChain().equals(change.after().tlsChain())
                && before != null
                && change.seenAt() - before.observedAt() <= Memory.WINDOW_MICROS;
        String differences = String.join("; ", ChangeWords.differences(change.before(), change.after(), false));
        Detection.Builder detection = Detection.of(rule(), change.cid(), change.seenAt())
                .saying(
                        isFlipFlop ? "did:web document changed to another and back" : "did:web document changed",
                        "The document of the account is another than before"
                                + (differences.isEmpty() ? "" : ": " + differences) + "."
                                + (isFlipFlop
                                        ? " It had been so before: different people may be shown different ones."
                                        : "")
                                + (isNewHost
                                        ? " The web host's certificates changed within the same day: the name may have been taken"
                                                + " over."
                                        : "")
                                + " " + Undo.of(change).sentence())
                .finding(isFlipFlop ? FindingCode.DIDWEB_FLIPFLOP : FindingCode.DIDWEB_CHANGED)
                .line(change.seenAt(), ChangeWords.line(change), change.cid())
                .fact("document", change.cid())
                .fact("key_before", change.before().signingKey())
                .fact("key", change.after().signingKey())
                .fact("pds", change.after().pds())
                .explicable(new Detection.Explicable(
                        change.at(),
                        List.of(change.cid()),
                        change.isMove() ? List.of() : List.of(change.after().signingKey()),
                        change.isMove() ? change.after().pds() : ""));
        return isNewHost ? detection.priority(Priority.P1, Priority.P1).raised() : detection.raised();
    }

    private Detection redirect(Finding finding, JudgedIdentity identity) {
        String sentence = "The web host of the account redirects instead of giving its document ("
                + Words.name(finding.detail()) + "): software that follows would believe another host.";
        return Detection.of(rule(), finding.code().name(), identity.observedAt())
                .priority(Priority.P3, Priority.P2)
                .saying("did:web host redirects", sentence)
                .finding(finding.code())
                .line(identity.observedAt(), sentence, "")
                .raised();
    }
}

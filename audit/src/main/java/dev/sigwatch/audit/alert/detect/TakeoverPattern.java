package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Memory.Inactivity;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.alert.Write;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * K3: key, control and home of an account changed together, and not as in a move. One incident, whatever follows; K1 and K2 about its
 * operations become part of it.
 */
final class TakeoverPattern implements Detector {
    @Override
    public Rule rule() {
        return Rule.K3;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        boolean mayMatter = signal instanceof Signal.OfIdentity || signal instanceof Signal.OfEvent;
        Takeover takeover = mayMatter ? Takeover.of(memory) : null;
        if (takeover == null) {
            return List.of();
        }
        Takeover.Ruling ruling = takeover.ruling();
        if (!ruling.reason().isEmpty()) {
            return List.of(detection(takeover, ruling, signal.at()));
        }
        boolean isWord = signal instanceof Signal.OfEvent of && of.event().account() != null;
        return ruling == Takeover.Ruling.LIKELY_MOVE && isWord
                ? List.of(Detection.recovery(
                        rule(),
                        takeover.decisive().cid(),
                        signal.at(),
                        "Not a takeover after all: the old server let the account go.",
                        ""))
                : List.of();
    }

    private Detection detection(Takeover takeover, Takeover.Ruling ruling, long at) {
        Change undoable = takeover.undoable();
        Undo undo = Undo.of(undoable == null ? takeover.decisive() : undoable);
        Long deadline = undoable == null ? null : undo.deadline();
        List<Write> writes = takeover.writes();
        List<String> operations = takeover.window().stream().map(Change::cid).toList();
        Detection.Builder detection = Detection.of(rule(), takeover.decisive().cid(), at)
                .saying(
                        writes.isEmpty() ? "Account taken over" : "Account taken over, and images pushed since",
                        sentence(takeover, ruling, writes)
                                + (deadline == null
                                        ? " No key from before the change can undo it in the directory: turn to the directory's and"
                                                + " the old server's operators."
                                        : " " + undo.sentence()))
                .deadline(deadline)
                .finding(FindingCode.KEY_ROTATED)
                .finding(FindingCode.ROTATION_KEYS_CHANGED)
                .fact("operations", String.join(" ", operations))
                .fact("why", ruling.name().toLowerCase(java.util.Locale.ROOT))
                .fact("key_before", takeover.before().signingKey())
                .fact("key", takeover.after().signingKey())
                .fact("rotation_keys_before", String.join(" ", takeover.before().rotationKeys()))
                .fact("rotation_keys", String.join(" ", takeover.after().rotationKeys()))
                .fact("signer_index", String.valueOf(takeover.decisive().signerIndex()))
                .fact("signer_key", takeover.decisive().signerKey())
                .fact("pds_before", takeover.before().pds())
                .fact("pds", takeover.after().pds())
                .fact("images", writes.stream().map(Write::image).distinct().collect(Collectors.joining(" ")))
                .explicable(new Detection.Explicable(takeover.decisive().at(), operations, List.of(), ""));
        if (takeover.window().stream().anyMatch(Change::isMove)) {
            detection.finding(FindingCode.PDS_MOVED);
        }
        if (takeover.window().stream().anyMatch(Change::isNewHandle)) {
            detection.finding(FindingCode.HANDLE_CHANGED);
        }
        return story(detection, takeover).raised();
    }

    private static String sentence(Takeover takeover, Takeover.Ruling ruling, List<Write> writes) {
        boolean isMove = !takeover.before().pds().equals(takeover.after().pds());
        String home = isMove
                ? "moved it from " + Words.server(takeover.before().pds()) + " to "
                        + Words.server(takeover.after().pds())
                : "renamed it from " + Words.name(takeover.before().handle()) + " to "
                        + Words.name(takeover.after().handle());
        return "Since " + Words.time(takeover.window().get(0).at())
                + " somebody changed who signs for this account and who controls it,"
                + " and " + home + ". " + ruling.reason() + " It was signed with "
                + Undo.signer(takeover.decisive()) + "."
                + (writes.isEmpty()
                        ? " No image was pushed with the new key yet."
                        : " Since then " + Words.images(writes) + " was pushed with the new key: do not deploy it.");
    }

    private static Detection.Builder story(Detection.Builder detection, Takeover takeover) {
        for (Change change : takeover.window()) {
            detection.line(change.at(), ChangeWords.line(change), change.cid());
        }
        for (Inactivity word : takeover.memory().deactivations()) {
            detection.line(word.at(), Words.name(word.host()) + " said that the account was deactivated.", "");
        }
        for (Write write : takeover.writes()) {
            detection.line(write.at(), line(write), write.evidence());
        }
        return detection;
    }

    /** A write as a line of a story. */
    static String line(Write write) {
        return Words.name(write.image()) + " was pushed in commit " + write.commitCid() + ", signed with "
                + Words.key(write.key()) + ".";
    }
}

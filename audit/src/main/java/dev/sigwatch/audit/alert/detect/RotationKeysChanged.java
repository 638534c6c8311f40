package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * K2: other keys control the identity. Whoever signs may always replace their own key and those below it; that a weaker key removes
 * one above it, or puts an unknown one on top of it, is how owners lose their accounts.
 */
final class RotationKeysChanged extends IdentityDetector {
    RotationKeysChanged() {
        super(Rule.K2);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (Change change : fresh(identity, memory)) {
            if (change.areOtherRotationKeys() && !change.undoes()) {
                detections.add(detection(change));
            }
        }
        return detections;
    }

    private Detection detection(Change change) {
        List<String> before = change.before().rotationKeys();
        List<String> after = change.after().rotationKeys();
        List<String> added = without(after, before);
        List<String> removed = without(before, after);
        boolean isOverthrow = isOverthrow(change, removed);
        Undo undo = Undo.of(change);
        Detection.Builder detection = Detection.of(rule(), change.cid(), change.seenAt())
                .saying(
                        isOverthrow
                                ? "A weaker key took control of the account"
                                : "Keys that control the account changed",
                        "On " + Words.time(change.at()) + " " + Undo.signer(change)
                                + " changed the keys that control the account"
                                + what(added, removed) + " In order of strength they are now: " + Words.keys(after)
                                + "."
                                + (isOverthrow
                                        ? " A key that stood above the one that signed was removed or put below an unknown one:"
                                                + " its holder is losing the account."
                                        : "")
                                + (after.isEmpty() ? " No key is left: nobody can change the account any more." : "")
                                + " " + undo.sentence())
                .deadline(undo.deadline())
                .finding(FindingCode.ROTATION_KEYS_CHANGED)
                .line(change.at(), ChangeWords.line(change), change.cid())
                .fact("operation", change.cid())
                .fact("rotation_keys_before", String.join(" ", before))
                .fact("rotation_keys", String.join(" ", after))
                .fact("signer_index", String.valueOf(change.signerIndex()))
                .fact("signer_key", change.signerKey())
                .fact("pds", change.after().pds())
                .explicable(new Detection.Explicable(
                        change.at(),
                        List.of(change.cid()),
                        isOverthrow ? List.of() : added,
                        change.isMove() && !isOverthrow && after.size() <= Math.max(1, before.size())
                                ? change.after().pds()
                                : ""));
        // With a move it is for K3 to tell, as soon as something is pushed or the old server's word is missing.
        return isOverthrow && !isServersMove(change)
                ? detection.priority(Priority.P1, Priority.P1).raised()
                : detection.raised();
    }

    private static boolean isOverthrow(Change change, List<String> removed) {
        List<String> stronger = change.signerIndex() < 0 ? change.before().rotationKeys() : Undo.stronger(change);
        List<String> above =
                stronger.stream().filter(key -> !OwnersKeys.isOperators(key)).toList();
        List<String> after = change.after().rotationKeys();
        boolean isStrangerOnTop =
                !after.isEmpty() && !change.before().rotationKeys().contains(after.get(0));
        return !above.isEmpty() && (isStrangerOnTop || above.stream().anyMatch(removed::contains));
    }

    private static boolean isServersMove(Change change) {
        List<String> before = change.before().rotationKeys();
        return change.isMove() && !before.isEmpty() && change.signerIndex() == before.size() - 1;
    }

    private static String what(List<String> added, List<String> removed) {
        if (added.isEmpty() && removed.isEmpty()) {
            return ": their order is another.";
        }
        return (added.isEmpty() ? "" : "; new: " + Words.keys(added))
                + (removed.isEmpty() ? "" : "; gone: " + Words.keys(removed)) + ".";
    }

    private static List<String> without(List<String> keys, List<String> others) {
        return keys.stream().filter(key -> !others.contains(key)).toList();
    }
}

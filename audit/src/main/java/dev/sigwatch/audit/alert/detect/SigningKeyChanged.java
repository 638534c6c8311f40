package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.util.ArrayList;
import java.util.List;

/** K1: commits are signed with another key from here on. What a recovery sets is K4's to tell. */
final class SigningKeyChanged extends IdentityDetector {
    SigningKeyChanged() {
        super(Rule.K1);
    }

    @Override
    List<Detection> detect(JudgedIdentity identity, Memory memory) {
        List<Detection> detections = new ArrayList<>();
        for (Change change : fresh(identity, memory)) {
            if (change.isPlc() && change.isNewSigningKey() && !change.undoes()) {
                detections.add(detection(change));
            }
        }
        return detections;
    }

    private Detection detection(Change change) {
        Undo undo = Undo.of(change);
        String where = change.isMove()
                ? " The account moved from " + Words.server(change.before().pds()) + " to "
                        + Words.server(change.after().pds()) + " in the same operation."
                : " The account stays at " + Words.server(change.after().pds()) + ".";
        return Detection.of(rule(), change.cid(), change.seenAt())
                .saying(
                        "Signing key changed",
                        "Since " + Words.time(change.at()) + " the account's commits are signed with "
                                + Words.key(change.after().signingKey()) + " instead of "
                                + Words.key(change.before().signingKey()) + ". "
                                + Words.capital(Undo.signer(change)) + " signed the change." + where + " "
                                + undo.sentence())
                .deadline(undo.deadline())
                .finding(FindingCode.KEY_ROTATED)
                .line(change.at(), ChangeWords.line(change), change.cid())
                .fact("operation", change.cid())
                .fact("key_before", change.before().signingKey())
                .fact("key", change.after().signingKey())
                .fact("signer_index", String.valueOf(change.signerIndex()))
                .fact("signer_key", change.signerKey())
                .fact("pds", change.after().pds())
                .explicable(new Detection.Explicable(
                        change.at(),
                        List.of(change.cid()),
                        List.of(change.after().signingKey()),
                        change.isMove() ? change.after().pds() : ""))
                .raised();
    }
}

package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.IdentityFacts;
import java.util.ArrayList;
import java.util.List;

/** A change in words. */
final class ChangeWords {
    private ChangeWords() {}

    /** One line of a story: who signed, and all that changed. */
    static String line(Change change) {
        String what =
                change.isPlc() ? "Operation " + change.cid() + ", signed with " + Undo.signer(change) : "The document";
        List<String> parts = differences(change.before(), change.after(), change.isPlc());
        return what + ": " + (parts.isEmpty() ? "nothing else than before" : String.join("; ", parts)) + ".";
    }

    static List<String> differences(IdentityFacts before, IdentityFacts after, boolean isPlc) {
        List<String> parts = new ArrayList<>();
        if (!before.signingKey().equals(after.signingKey())) {
            parts.add("signing key " + Words.key(before.signingKey()) + " → " + Words.key(after.signingKey()));
        }
        if (isPlc && !before.rotationKeys().equals(after.rotationKeys())) {
            parts.add("rotation keys " + Words.keys(before.rotationKeys()) + " → " + Words.keys(after.rotationKeys()));
        }
        if (!before.pds().equals(after.pds())) {
            parts.add("server " + Words.server(before.pds()) + " → " + Words.server(after.pds()));
        }
        if (!before.handle().equals(after.handle())) {
            parts.add("handle " + Words.name(before.handle()) + " → " + Words.name(after.handle()));
        }
        return parts;
    }
}

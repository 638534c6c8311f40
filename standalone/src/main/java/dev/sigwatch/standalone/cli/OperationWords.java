package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.explain.KeptOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation of a directory's log did, in words. */
final class OperationWords {
    private OperationWords() {}

    /** @param before the operation before it in the log, null for the first */
    static String of(KeptOperation operation, @Nullable KeptOperation before) {
        if (operation.type().equals("plc_tombstone")) {
            return "The account was given up" + signer(operation);
        }
        if (before == null) {
            return "The account was made, on " + operation.pds() + ".";
        }
        List<String> changes = new ArrayList<>();
        if (!operation.signingKey().equals(before.signingKey())) {
            changes.add("the signing key to " + operation.signingKey());
        }
        if (!operation.rotationKeys().equals(before.rotationKeys())) {
            changes.add("the rotation keys");
        }
        if (!operation.pds().equals(before.pds())) {
            changes.add("the server to " + operation.pds());
        }
        if (!operation.handles().equals(before.handles())) {
            changes.add("the handle to " + String.join(" ", operation.handles()));
        }
        String what = changes.isEmpty()
                ? "An operation changed nothing"
                : "An operation changed " + String.join(", ", changes);
        return what + signer(operation);
    }

    private static String signer(KeptOperation operation) {
        String signed = operation.signerIndex() < 0
                ? ", signed by no key that could."
                : operation.signerIndex() == 0
                        ? ", signed by the strongest rotation key."
                        : ", signed by rotation key number " + (operation.signerIndex() + 1) + " in strength.";
        return signed + (operation.nullified() ? " It was undone later." : "");
    }
}

package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.alert.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change can still be undone: within 72 hours of when the directory took it, by a rotation key that stood above the one
 * that signed it.
 *
 * @param deadline microseconds since the epoch; null if nobody can
 * @param sentence the same for people
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc, key rotation and account recovery</a>
 */
record Undo(@Nullable Long deadline, String sentence) {
    /** What the directory gives a stronger key to object. */
    static final long WINDOW_MICROS = 72 * 3_600 * 1_000_000L;

    static Undo of(Change change) {
        if (!change.isPlc()) {
            return new Undo(
                    null, "A did:web has no history and no recovery: only whoever runs its web host can put it back.");
        }
        List<String> stronger = stronger(change);
        if (change.signerIndex() < 0) {
            return new Undo(null, "No rotation key of the account signed it: the directory should not have taken it.");
        }
        if (stronger.isEmpty()) {
            return new Undo(
                    null, "The account's strongest rotation key signed it, so no key can undo it in the directory.");
        }
        long deadline = change.at() + WINDOW_MICROS;
        return new Undo(
                deadline,
                "Until " + Words.time(deadline) + " it can be undone with a stronger rotation key: "
                        + Words.keys(stronger) + ".");
    }

    /** Keys above the one that signed. */
    static List<String> stronger(Change change) {
        List<String> keys = change.before().rotationKeys();
        return keys.subList(0, Math.max(0, Math.min(change.signerIndex(), keys.size())));
    }

    /** Who signed a change, by its place. */
    static String signer(Change change) {
        if (!change.isPlc()) {
            return "the web host " + Words.host(change.after().pds());
        }
        int of = change.before().rotationKeys().size();
        return change.signerIndex() < 0
                ? "no rotation key of the account"
                : "rotation key " + Words.key(change.signerKey()) + " (index " + change.signerIndex() + " of " + of
                        + ", 0 is the strongest)";
    }
}

package dev.sigwatch.standalone.image;

import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.standalone.explain.Times;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of the protocol and of the tables, in words. */
final class Words {
    private static final Set<Effect> SPEAKING = EnumSet.complementOf(EnumSet.of(Effect.NOTE));

    private Words() {}

    /** Sentences of the findings that decide a verdict; a code of a later version stays as it is. */
    static List<String> findings(List<String> codes) {
        List<String> sentences = new ArrayList<>();
        for (String code : codes) {
            FindingCode known = code(code);
            if (known == null) {
                sentences.add(code + ".");
            } else if (SPEAKING.contains(known.effect())) {
                sentences.add(known.sentence());
            }
        }
        return sentences;
    }

    /** Sentences of findings about a record, which are notes. */
    static List<String> notes(List<String> codes) {
        List<String> sentences = new ArrayList<>();
        for (String code : codes) {
            FindingCode known = code(code);
            sentences.add(known == null ? code + "." : known.sentence() + " [" + code + "]");
        }
        return sentences;
    }

    private static @Nullable FindingCode code(String name) {
        for (FindingCode code : FindingCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        return null;
    }

    static String action(String action) {
        return switch (action) {
            case "create" -> "published";
            case "update" -> "written again";
            case "delete" -> "taken back";
            case "snapshot" -> "found in an export of the whole account";
            case "changed" -> "found in an export, other than it was last seen";
            case "vanished" -> "not in an export any more";
            default -> action;
        };
    }

    static String binding(String binding) {
        return switch (binding) {
            case "bound" ->
                "The name of the record, the digest it claims and the hash of the manifest bytes it points to are the same three times: "
                        + "who pulls this digest gets exactly what was signed.";
            case "unbound-legacy" ->
                "The record is of an older form and does not point to the manifest's bytes. That its publisher claimed this digest is "
                        + "signed; what the digest stands for is not in the record.";
            case "mismatch" ->
                "The record's name, the digest it claims and the hash of the bytes it points to are NOT the same: it contradicts itself.";
            default -> "Nothing says how the record is bound to the image's bytes.";
        };
    }

    static String fate(KeyFate key) {
        String from = "the account's key since " + Times.utc(key.from());
        return switch (key.ended()) {
            case "current" -> from + ", and still is";
            case "replaced" -> from + until(key) + ", when another took its place";
            case "tombstoned" -> from + until(key) + ", when the account was given up";
            case "nullified" ->
                "named by the directory from " + Times.utc(key.from())
                        + (key.servedUntil() == null ? "" : " to " + Times.utc(key.servedUntil()))
                        + ", and UNDONE"
                        + (key.undoneBy().isEmpty() ? "" : " by operation " + key.undoneBy())
                        + ": by the account's log as it is now it never was the account's key";
            case "refused" ->
                "named by the directory, in an operation that breaks the directory's own rules: it does not count";
            default -> from + until(key);
        };
    }

    private static String until(KeyFate key) {
        return key.until() == null ? "" : " until " + Times.utc(key.until());
    }

    static String change(TagChange change) {
        String name = change.repository() + ":" + change.tag();
        String now = change.digest().isEmpty() ? "nothing" : change.digest();
        return switch (change.change()) {
            case "created" -> name + " began to name " + now;
            case "moved" -> name + " moved to " + now;
            case "rolled-back" -> name + " went BACK to " + now + ", which it had named before";
            case "rewritten" -> name + " was written again and still named " + now;
            case "deleted" -> name + " was deleted";
            case "vanished" -> name + " was gone from an export of the account";
            case "snapshot" -> name + " named " + now + " in an export of the account";
            default -> name + " " + change.change() + " " + now;
        };
    }

    /** Why a change never counted. */
    static String refusal(TagChange change) {
        return change.verdict().equals("VIOLATION") || change.verdict().equals("MALFORMED")
                ? "its commit is judged " + change.verdict()
                : "it is older than what was known already";
    }

    static String policy(Provenance.PolicyResult policy) {
        String where = policy.name().isEmpty()
                ? ""
                : " by policy \"" + policy.name() + "\"" + (policy.line() > 0 ? ", line " + policy.line() : "");
        String document = policy.hash().isEmpty()
                ? ""
                : " (document "
                        + policy.hash().substring(0, Math.min(12, policy.hash().length())) + ")";
        String reason = policy.reason().isEmpty() ? "" : ": " + policy.reason();
        return switch (policy.result()) {
            case "allowed" -> "Allowed" + where + document + reason;
            case "denied" -> "REFUSED" + where + document + reason;
            case "would-deny" ->
                "Refused" + where + document + reason + ". The policy only watches: nothing was held back";
            default -> "No trust policy was in force when it was published, so nothing was decided";
        };
    }
}

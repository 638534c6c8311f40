package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.Proof;

/** Why a trust policy decided as it did, for people. */
final class TrustWords {
    private static final int MAX_DID = 300;

    private TrustWords() {}

    static String policy(String name) {
        return "Policy " + YamlEvents.quoted(name);
    }

    /** A DID that somebody else may have chosen. */
    static String did(String did) {
        String clean = did.replaceAll("[^!-~]", "?");
        return clean.length() > MAX_DID ? clean.substring(0, MAX_DID) + "…" : clean;
    }

    /**
     * Why what vouches for an image refuses it, empty if it does not.
     *
     * @param isNeeded whether there must be something
     */
    static String refusal(Proof evidence, boolean isNeeded, String policy) {
        return switch (evidence) {
            case PASS -> "";
            case FAIL -> "What vouches for the image was checked and is bad: its commit does not count.";
            case UNPROVEN ->
                "What vouches for the image could not be checked, so that it is known neither to be good nor to be bad.";
            case NONE -> isNeeded ? policy(policy) + " asks for a signature, and there is none." : "";
        };
    }

    static String allowedToAll(String policy, boolean isSignatureNeeded) {
        return isSignatureNeeded
                ? policy(policy) + " asks for a valid signature of whomever the image's name names, and there is one."
                : policy(policy) + " asks for no signature, and nothing bad is known.";
    }

    static String trusted(String policy, TrustedDid did, Proof evidence) {
        return policy(policy) + " trusts " + clean(did) + (evidence == Proof.PASS ? ", who signed it." : ".");
    }

    static String notListed(String policy, String did, int listed) {
        String whom = listed == 0 ? "nobody" : listed == 1 ? "one account" : listed + " accounts";
        return policy(policy) + " trusts " + whom + ", and " + did(did) + " is not among them.";
    }

    static String tooEarly(TrustedDid did, long at) {
        return clean(did) + " is trusted from " + time(did.validFrom()) + " on, and this was at " + PolicyTime.text(at)
                + ".";
    }

    static String tooLate(TrustedDid did, long at) {
        return clean(did) + " was trusted until " + time(did.expiresAt()) + ", and this was at " + PolicyTime.text(at)
                + ".";
    }

    private static String time(@org.jspecify.annotations.Nullable Long micros) {
        return micros == null ? "ever" : PolicyTime.text(micros);
    }

    private static String clean(TrustedDid did) {
        return did.text().replaceAll("\\p{Cntrl}", "?");
    }
}

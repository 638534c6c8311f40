package dev.sigwatch.audit.policy;

/** Whose images count where: a trust policy as people write it. */
public final class TrustPolicy {
    /** None is in force. */
    public static final TrustPolicy NONE = new TrustPolicy("");

    private final String hash;

    TrustPolicy(String hash) {
        this.hash = hash;
    }

    /** SHA-256 of the document in hex, empty where none is in force. */
    public String hash() {
        return hash;
    }

    /** What it says of an image. */
    public TrustDecision decide(TrustQuestion question) {
        return TrustDecision.NONE;
    }
}

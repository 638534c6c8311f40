package dev.sigwatch.audit.policy;

/**
 * What a trust policy says of an image.
 *
 * @param policyName name of the policy that decided, empty where none matched
 * @param line of the document that decided, from 1; 0 where no line did
 * @param reason in words, empty where no policy is in force
 */
public record TrustDecision(Result result, String policyName, int line, String reason) {
    /** No policy is in force, or what was asked about is no image. */
    public static final TrustDecision NONE = new TrustDecision(Result.NONE, "", 0, "");

    /** What follows. */
    public enum Result {
        /** Nothing: no policy is in force. */
        NONE("none"),
        /** It may be used. */
        ALLOWED("allowed"),
        /** It would be refused if the policy were enforced. */
        WOULD_DENY("would-deny"),
        /** It is refused. */
        DENIED("denied");

        private final String wireName;

        Result(String wireName) {
            this.wireName = wireName;
        }

        /** The name in tables. */
        public String wireName() {
            return wireName;
        }
    }
}

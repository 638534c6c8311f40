package dev.sigwatch.audit;

/** How one line of proof (signature, tree, chain) came out, so that a row says what was proven and what was not. */
public enum Proof {
    PASS("pass"),
    FAIL("fail"),
    UNPROVEN("unproven"),
    /** Nothing to check, or not checked. */
    NONE("none");

    private final String wireName;

    Proof(String wireName) {
        this.wireName = wireName;
    }

    /** The name in tables and output. */
    public String wireName() {
        return wireName;
    }
}

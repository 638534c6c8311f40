package dev.sigwatch.standalone.trust;

/** How one stage came out. The names are a public interface: they are printed. */
public enum Outcome {
    PASS("pass"),
    /** Holds, with something worth saying. */
    NOTE("note"),
    /** Checked and false. */
    FAIL("fail"),
    /** Could not be checked. */
    UNPROVEN("unproven"),
    /** Nothing to check here, or no sense in it after what came before. */
    NONE("none");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    /** The name in output. */
    public String wireName() {
        return wireName;
    }
}

package dev.sigwatch.simulator.network;

/**
 * What an auditor must find in an account's export, in the auditor's own names.
 *
 * @param verdict the verdict's name; empty where nothing is promised of exports
 * @param finding name of a finding that must be among those reported
 * @param recordAction action of a record's row that must come of it, empty for none
 */
public record ExportExpectation(String verdict, String finding, String recordAction) {
    /** Nothing is promised of exports. */
    public static final ExportExpectation NONE = new ExportExpectation("", "", "");

    static ExportExpectation of(String verdict, String finding) {
        return new ExportExpectation(verdict, finding, "");
    }

    /** Whether there is something to look for. */
    public boolean isSome() {
        return !finding.isEmpty();
    }
}

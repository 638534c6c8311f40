package dev.sigwatch.simulator.network;

import java.util.List;

/**
 * A misbehaviour in full: what happens, how, and what must come of it.
 *
 * @param sentence what happens, for people
 * @param expected what an auditor must conclude about the frame
 * @param export what an auditor must find in the account's export
 * @param recordFindings names of findings that must be among those about the account's registry records
 * @param alarms what people must be told
 */
record Plan(
        String sentence,
        Expectation expected,
        ExportExpectation export,
        List<String> recordFindings,
        Alarms alarms,
        Act act) {

    static Plan of(String sentence, Expectation expected, Act act) {
        return new Plan(sentence, expected, ExportExpectation.NONE, List.of(), Alarms.ANY, act);
    }

    /** A frame that was checked and is false. */
    static Plan violation(String sentence, String finding, Forgery forgery) {
        return of(sentence, Expectation.of("VIOLATION", finding), frame(forgery));
    }

    /** A frame that cannot be checked. */
    static Plan unproven(String sentence, String finding, Forgery forgery) {
        return of(sentence, Expectation.of("UNPROVEN", finding), frame(forgery));
    }

    /** A frame that cannot be read. */
    static Plan malformed(String sentence, String finding, Forgery forgery) {
        return of(sentence, Expectation.of("MALFORMED", finding), frame(forgery));
    }

    /** A frame that is odd and leaves the repository where it was. */
    static Plan verified(String sentence, String finding, Forgery forgery) {
        return of(sentence, Expectation.of("VERIFIED", finding), frame(forgery));
    }

    /** An unsigned notice. */
    static Plan notice(String sentence, String finding, Forgery forgery) {
        return of(sentence, Expectation.of("NOTICE", finding), frame(forgery));
    }

    /** As {@link #story}, after which the account's commits cannot be proven, or are not its own. */
    static Plan lasting(String sentence, Expectation expected, Act.Plot plot) {
        return of(sentence, expected, new Act.Story(plot, true));
    }

    /** An account with a past, whose commits earn the verdict. */
    static Plan past(String sentence, Expectation expected, Act.Trouble trouble) {
        return of(sentence, expected, new Act.Identity(trouble));
    }

    /** Several frames, of which one earns the verdict. */
    static Plan story(String sentence, Expectation expected, Act.Plot plot) {
        return of(sentence, expected, new Act.Story(plot, false));
    }

    Plan delivered(Delivery delivery) {
        Act.Frame frame = (Act.Frame) act;
        return new Plan(sentence, expected, export, recordFindings, alarms, new Act.Frame(frame.forgery(), delivery));
    }

    Plan exporting(ExportExpectation found) {
        return new Plan(sentence, expected, found, recordFindings, alarms, act);
    }

    Plan raising(Alarms told) {
        return new Plan(sentence, expected, export, recordFindings, told, act);
    }

    Plan noting(String... findings) {
        return new Plan(sentence, expected, export, List.of(findings), alarms, act);
    }

    private static Act frame(Forgery forgery) {
        return new Act.Frame(forgery, Delivery.BINARY);
    }
}

package dev.sigwatch.standalone.trust;

import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage found.
 *
 * @param detail one line for people
 * @param value what the next stages need, null where there is none to be had
 */
record Found<T>(
        Outcome outcome,
        String detail,
        List<Finding> findings,
        @Nullable T value) {

    static <T> Found<T> pass(String detail, @Nullable T value) {
        return new Found<>(Outcome.PASS, detail, List.of(), value);
    }

    static <T> Found<T> note(String detail, @Nullable T value) {
        return new Found<>(Outcome.NOTE, detail, List.of(), value);
    }

    static <T> Found<T> fail(String detail) {
        return new Found<>(Outcome.FAIL, detail, List.of(), null);
    }

    static <T> Found<T> unproven(String detail) {
        return new Found<>(Outcome.UNPROVEN, detail, List.of(), null);
    }

    static <T> Found<T> none(String detail) {
        return new Found<>(Outcome.NONE, detail, List.of(), null);
    }

    /**
     * Lets findings speak: the worst one is the outcome and the first words.
     *
     * @param holds what holds where nothing is found but notes
     */
    static <T> Found<T> of(String holds, List<Finding> findings, @Nullable T value) {
        Outcome worst = Outcome.PASS;
        for (Finding finding : findings) {
            worst = worse(worst, outcome(finding.code()));
        }
        List<String> words = new ArrayList<>();
        if (worst == Outcome.PASS || worst == Outcome.NOTE) {
            words.add(holds);
        }
        for (Finding finding : findings) {
            if (outcome(finding.code()) == worst) {
                words.add(words(finding));
                break;
            }
        }
        int more = findings.size() - (worst == Outcome.PASS ? 0 : 1);
        if (more > 0) {
            words.add("and " + more + " more");
        }
        return new Found<>(worst, String.join("; ", words), findings, value);
    }

    /** What a finding comes to in an export or a proof. */
    static Outcome outcome(FindingCode code) {
        if (code == FindingCode.COMMIT_V2) {
            // A violation only in a live event: accounts that were silent since 2023 still have such commits.
            return Outcome.NOTE;
        }
        return outcome(code.effect());
    }

    private static Outcome outcome(Effect effect) {
        return switch (effect) {
            case NOTE -> Outcome.NOTE;
            case UNPROVEN -> Outcome.UNPROVEN;
            case VIOLATION, MALFORMED -> Outcome.FAIL;
        };
    }

    private static Outcome worse(Outcome a, Outcome b) {
        return weight(a) >= weight(b) ? a : b;
    }

    private static int weight(Outcome outcome) {
        return switch (outcome) {
            case NONE, PASS -> 0;
            case NOTE -> 1;
            case UNPROVEN -> 2;
            case FAIL -> 3;
        };
    }

    private static String words(Finding finding) {
        String sentence = finding.code() == FindingCode.COMMIT_V2
                ? "version 2, as old exports may be"
                : finding.code().sentence().replaceFirst("\\.$", "");
        String detail = finding.detail().isEmpty() ? "" : ": " + finding.detail();
        return sentence + detail + " (" + finding.code() + ")";
    }
}

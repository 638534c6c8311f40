package dev.sigwatch.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The conclusion about one frame.
 *
 * @param key the did:key the signature was judged against, empty where none was
 * @param keySource what named that key: the hash of the document, empty where no key was used
 * @param detail the findings' details in words, empty where there are none
 * @param otherBlock a signed commit block that contradicts the one judged, empty where there is none: both together are a proof
 */
public record Judgement(
        Verdict verdict,
        Proof signature,
        Proof tree,
        Proof chain,
        List<Finding> findings,
        String key,
        String keySource,
        String detail,
        byte[] otherBlock) {

    private static final byte[] NOTHING = {};

    /** An unsigned notice: no line of proof applies. */
    public static Judgement notice(List<Finding> findings) {
        Verdict verdict = has(findings, Effect.MALFORMED, null)
                ? Verdict.MALFORMED
                : has(findings, Effect.VIOLATION, null) ? Verdict.VIOLATION : Verdict.NOTICE;
        return new Judgement(
                verdict,
                Proof.NONE,
                Proof.NONE,
                line(findings, Line.CHAIN, Proof.NONE),
                findings,
                "",
                "",
                details(findings),
                NOTHING);
    }

    /**
     * Folds findings into a verdict: unreadable, else any line false, else any line unproven, else verified.
     *
     * @param signature how the signature line stands where no finding bears on it
     * @param tree likewise
     * @param chain likewise
     */
    public static Judgement fold(
            List<Finding> findings, Proof signature, Proof tree, Proof chain, String key, String keySource) {
        Proof signatureLine = line(findings, Line.SIGNATURE, signature);
        Proof treeLine = line(findings, Line.TREE, tree);
        Proof chainLine = line(findings, Line.CHAIN, chain);
        Verdict verdict =
                has(findings, Effect.MALFORMED, null) ? Verdict.MALFORMED : verdict(signatureLine, treeLine, chainLine);
        return new Judgement(
                verdict, signatureLine, treeLine, chainLine, findings, key, keySource, details(findings), NOTHING);
    }

    /** This judgement with a signed block that contradicts the one judged. */
    public Judgement contradictedBy(byte[] block) {
        return new Judgement(verdict, signature, tree, chain, findings, key, keySource, detail, block);
    }

    /** This judgement with a finding that leaves the verdict as it is. */
    public Judgement noting(Finding finding) {
        if (finding.code().effect() != Effect.NOTE) {
            throw new IllegalArgumentException(finding.code() + " is more than a note");
        }
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        return new Judgement(
                verdict, signature, tree, chain, List.copyOf(all), key, keySource, details(all), otherBlock);
    }

    private static Verdict verdict(Proof signature, Proof tree, Proof chain) {
        if (signature == Proof.FAIL || tree == Proof.FAIL || chain == Proof.FAIL) {
            return Verdict.VIOLATION;
        }
        if (signature != Proof.PASS || tree == Proof.UNPROVEN || chain == Proof.UNPROVEN) {
            return Verdict.UNPROVEN;
        }
        return Verdict.VERIFIED;
    }

    /**
     * How a line of proof stands.
     *
     * @param otherwise how it stands where no finding bears on it
     */
    public static Proof line(List<Finding> findings, Line line, Proof otherwise) {
        if (has(findings, Effect.VIOLATION, line)) {
            return Proof.FAIL;
        }
        if (has(findings, Effect.UNPROVEN, line)) {
            return Proof.UNPROVEN;
        }
        return has(findings, Effect.MALFORMED, line) ? Proof.FAIL : otherwise;
    }

    private static boolean has(List<Finding> findings, Effect effect, @org.jspecify.annotations.Nullable Line line) {
        for (Finding finding : findings) {
            if (finding.code().effect() == effect
                    && (line == null || finding.code().line() == line)) {
                return true;
            }
        }
        return false;
    }

    private static String details(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            if (!finding.detail().isEmpty()) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(finding.code())
                        .append(": ")
                        .append(finding.detail());
            }
        }
        return text.toString();
    }
}

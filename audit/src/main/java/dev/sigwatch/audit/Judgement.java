package dev.sigwatch.audit;

import java.util.List;

/**
 * The conclusion about one frame.
 *
 * @param key the did:key the signature was judged against, empty where none was
 * @param keySource what named that key: the hash of the document, empty where no key was used
 * @param detail the findings' details in words, empty where there are none
 */
public record Judgement(
        Verdict verdict,
        Proof signature,
        Proof tree,
        Proof chain,
        List<Finding> findings,
        String key,
        String keySource,
        String detail) {

    /** An unsigned notice: no line of proof applies. */
    public static Judgement notice(List<Finding> findings) {
        Verdict verdict = has(findings, Effect.MALFORMED, null)
                ? Verdict.MALFORMED
                : has(findings, Effect.VIOLATION, null) ? Verdict.VIOLATION : Verdict.NOTICE;
        return new Judgement(
                verdict,
                Proof.NONE,
                Proof.NONE,
                proof(findings, Line.CHAIN, Proof.NONE),
                findings,
                "",
                "",
                details(findings));
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
        Proof signatureLine = proof(findings, Line.SIGNATURE, signature);
        Proof treeLine = proof(findings, Line.TREE, tree);
        Proof chainLine = proof(findings, Line.CHAIN, chain);
        Verdict verdict =
                has(findings, Effect.MALFORMED, null) ? Verdict.MALFORMED : verdict(signatureLine, treeLine, chainLine);
        return new Judgement(verdict, signatureLine, treeLine, chainLine, findings, key, keySource, details(findings));
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

    private static Proof proof(List<Finding> findings, Line line, Proof otherwise) {
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

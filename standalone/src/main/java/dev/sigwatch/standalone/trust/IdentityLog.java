package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.DocumentClaims;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcProblem;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.identity.PlcFindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit log as a PLC directory serves it, replayed.
 *
 * @param did whose it says it is
 * @param operations in the directory's order
 * @param history what became of each, in the same places
 */
public record IdentityLog(Did did, List<LoggedOperation> operations, PlcHistory history) {

    /**
     * A signing key of the log.
     *
     * @param until when it was replaced last, microseconds since the epoch; the end of time for the newest
     * @param isNullified whether it only ever stood in operations that a recovery undid
     */
    public record Former(PublicKey key, long until, boolean isNullified) {}

    /**
     * Reads and replays a log.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is none; one that breaks a rule is read all the same
     */
    public static IdentityLog read(byte[] json, SignatureVerifier verifier) {
        List<LoggedOperation> operations = LoggedOperation.ofAuditLog(json);
        if (operations.isEmpty()) {
            throw new MalformedException(-1, "audit log: no operations");
        }
        Did did = Did.parse(operations.get(0).did());
        return new IdentityLog(did, operations, PlcHistory.replay(did, operations, verifier));
    }

    /** What is wrong with it, operation by operation, and what is odd about it. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            for (PlcProblem problem : history.steps().get(i).problems()) {
                Finding finding = PlcFindings.of(problem);
                findings.add(finding.code().found("operation " + i + ", " + finding.detail()));
            }
        }
        return findings;
    }

    /** The newest operation by the rules, null if there is none. */
    public @Nullable LoggedOperation head() {
        int head = history.head();
        return head == PlcStep.NONE ? null : operations.get(head);
    }

    /** Every usable signing key that it ever set in force, or had undone, newest first. */
    List<Former> former() {
        Map<String, Former> former = new LinkedHashMap<>();
        long until = Long.MAX_VALUE;
        for (int i = operations.size() - 1; i >= 0; i--) {
            PlcStep step = history.steps().get(i);
            PublicKey key = step.isInForce() ? key(operations.get(i).signingKey()) : null;
            long end = step.isNullified() ? step.acceptedAt() : until;
            if (key != null) {
                former.merge(
                        key.toDidKey(),
                        new Former(key, end, step.isNullified()),
                        (newer, older) -> newer.isNullified && !older.isNullified ? older : newer);
            }
            until = step.isCanonical() ? step.acceptedAt() : until;
        }
        return List.copyOf(former.values());
    }

    /** Keys that the newest operation names for another purpose than signing commits. */
    List<PublicKey> others() {
        LoggedOperation head = head();
        List<PublicKey> others = new ArrayList<>();
        if (head != null) {
            for (List<String> keys : List.of(
                    DocumentClaims.of(head.content()).otherKeys(),
                    head.content().rotationKeys())) {
                for (String text : keys) {
                    PublicKey key = key(text);
                    if (key != null) {
                        others.add(key);
                    }
                }
            }
        }
        return others;
    }

    private static @Nullable PublicKey key(String didKey) {
        try {
            return PublicKey.parseDidKey(didKey);
        } catch (MalformedException otherKind) {
            return null;
        }
    }
}

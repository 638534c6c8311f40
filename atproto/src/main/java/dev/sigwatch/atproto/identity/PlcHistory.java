package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Base32;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.syntax.Did;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A did:plc's log replayed by its rules: who signed each operation, whether that key could, what undid what; see <a
 * href="https://web.plc.directory/spec/v0.1/did-plc">the specification</a>. Immutable. The directory is believed in two things
 * only, the order in which it took operations and when.
 *
 * <p>An operation that breaks a rule stays in the list but has no place in the history: it sets nothing, undoes nothing, and what
 * follows on it has no place either.
 */
public final class PlcHistory {
    /** For how long a stronger rotation key may undo an operation, in microseconds; the last of them included. */
    public static final long RECOVERY_WINDOW = 72L * 60 * 60 * 1_000_000;

    /** Bytes of the digest that a DID shows, as 24 characters of base32. */
    private static final int DID_BYTES = 15;

    private final Did did;
    private final List<PlcStep> steps;

    PlcHistory(Did did, List<PlcStep> steps) {
        this.did = did;
        this.steps = List.copyOf(steps);
    }

    /**
     * Replays a whole log.
     *
     * @param did whose it must be
     * @param log in the directory's order
     */
    public static PlcHistory replay(Did did, List<LoggedOperation> log, SignatureVerifier verifier) {
        return of(did, List.of()).replayed(log, verifier);
    }

    /**
     * A history to go on from.
     *
     * @param steps of an earlier replay, all of them
     */
    public static PlcHistory of(Did did, List<PlcStep> steps) {
        return new PlcHistory(did, steps);
    }

    /**
     * Replays a whole log anew. As far as it is the one this history is of, no signature is verified again.
     *
     * @param log in the directory's order
     * @throws MalformedException if it has more than {@link LoggedOperation#MAX_OPERATIONS}
     */
    public PlcHistory replayed(List<LoggedOperation> log, SignatureVerifier verifier) {
        PlcReplay replay = new PlcReplay(did, verifier);
        boolean isSame = true;
        for (int i = 0; i < log.size(); i++) {
            PlcStep held = i < steps.size() ? steps.get(i) : null;
            LoggedOperation operation = log.get(i);
            isSame = isSame
                    && held != null
                    && held.cid().equals(operation.cid())
                    && held.acceptedAt() == operation.acceptedAt();
            replay.take(operation, isSame ? held : null);
        }
        replay.checkFlags(log);
        return new PlcHistory(did, replay.steps());
    }

    /**
     * The history with one more operation.
     *
     * @throws MalformedException if it has {@link LoggedOperation#MAX_OPERATIONS} already
     */
    public PlcHistory plus(LoggedOperation operation, SignatureVerifier verifier) {
        PlcReplay replay = new PlcReplay(did, verifier);
        steps.forEach(replay::resume);
        replay.take(operation, null);
        return new PlcHistory(did, replay.steps());
    }

    /** Whose history it is. */
    public Did did() {
        return did;
    }

    /** Every operation in the directory's order. Immutable. */
    public List<PlcStep> steps() {
        return steps;
    }

    /** Whether no operation breaks a rule. */
    public boolean isValid() {
        return steps.stream()
                .flatMap(step -> step.problems().stream())
                .allMatch(problem -> problem.kind() == PlcProblem.Kind.SOFT_LIMIT);
    }

    /** Place of the newest operation by the rules; {@link PlcStep#NONE} if there is none. */
    public int head() {
        return canonicalAt(Long.MAX_VALUE);
    }

    /** Place of the operation that rules at a time as is known now; {@link PlcStep#NONE} if there is none. */
    public int canonicalAt(long time) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).isCanonical() && steps.get(i).acceptedAt() <= time) {
                return i;
            }
        }
        return PlcStep.NONE;
    }

    /** Place of the operation whose document the directory served at a time; {@link PlcStep#NONE} if there is none. */
    public int asServedAt(long time) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).acceptedAt() <= time) {
                return i;
            }
        }
        return PlcStep.NONE;
    }

    /** The operation at a place, null for {@link PlcStep#NONE}. */
    public @Nullable PlcStep step(int place) {
        return place == PlcStep.NONE ? null : steps.get(place);
    }

    /** The DID that a first operation makes. */
    static Did derive(Cid genesis) {
        return new Did("did:plc:" + Base32.encode(Arrays.copyOf(genesis.digest(), DID_BYTES)));
    }
}

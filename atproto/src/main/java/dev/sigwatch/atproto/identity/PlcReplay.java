package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import dev.sigwatch.atproto.identity.PlcSignature.Signer;
import dev.sigwatch.atproto.syntax.Did;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replay of one log under way. */
final class PlcReplay {
    private final Did did;
    private final PlcSignature signatures;
    private final List<PlcStep> steps = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** By place: the operation that follows in the history as it stands. */
    private final int[] child = new int[LoggedOperation.MAX_OPERATIONS];

    /** By place: how many of its rotation keys, counted from the strongest, may still sign something that follows. */
    private final int[] allowed = new int[LoggedOperation.MAX_OPERATIONS];

    PlcReplay(Did did, SignatureVerifier verifier) {
        this.did = did;
        this.signatures = new PlcSignature(verifier);
    }

    List<PlcStep> steps() {
        return steps;
    }

    /** Takes a step of an earlier replay as it was. */
    void resume(PlcStep step) {
        int place = add(step);
        int prev = place(step.prev());
        if (step.isInForce() && prev != PlcStep.NONE) {
            allowed[prev] = step.signerIndex();
            child[prev] = place;
        }
    }

    /**
     * Judges the next operation of the log.
     *
     * @param held the same operation at the same place of the same log, judged before; null if there is none
     */
    void take(LoggedOperation operation, @Nullable PlcStep held) {
        if (steps.size() == LoggedOperation.MAX_OPERATIONS) {
            throw new MalformedException(-1, "PLC log: more than " + LoggedOperation.MAX_OPERATIONS + " operations");
        }
        List<PlcProblem> problems = new ArrayList<>(operation.problems());
        if (!did.value().equals(operation.did())) {
            problems.add(new PlcProblem(Kind.OTHER_DID, "filed under " + operation.did()));
        }
        int prev = steps.isEmpty() ? PlcStep.NONE : place(operation.prev());
        List<String> keys = keys(operation, prev, problems);
        Signer signer = held == null
                ? signatures.signer(operation, keys)
                : new Signer(held.signerIndex(), held.signerKey(), signatureProblems(held));
        problems.addAll(signer.problems());
        boolean isFirst = steps.isEmpty();
        if (isFirst || prev != PlcStep.NONE) {
            checkSigner(signer, keys, prev, problems);
        }
        if (prev != PlcStep.NONE) {
            checkTime(operation, prev, problems);
        }
        boolean isInForce =
                problems.stream().noneMatch(problem -> problem.kind().isFatal());
        int place = add(new PlcStep(
                operation.cid(),
                operation.prev(),
                operation.type(),
                operation.acceptedAt(),
                operation.content().rotationKeys(),
                signer.index(),
                signer.key(),
                isInForce,
                PlcStep.NONE,
                List.copyOf(problems)));
        if (isInForce && prev != PlcStep.NONE) {
            displace(child[prev], place);
            allowed[prev] = signer.index();
            child[prev] = place;
        }
    }

    /** The rotation keys that could have signed, allowed or not. */
    private List<String> keys(LoggedOperation operation, int prev, List<PlcProblem> problems) {
        if (steps.isEmpty()) {
            if (operation.prev() != null || operation.isTombstone()) {
                problems.add(new PlcProblem(Kind.PREV_UNKNOWN, "the first operation follows another"));
            } else if (!Cid.tryParse(operation.cid())
                    .filter(cid -> PlcHistory.derive(cid).equals(did))
                    .isPresent()) {
                problems.add(new PlcProblem(Kind.GENESIS_HASH, "it makes another DID than " + did));
            }
            return operation.content().rotationKeys();
        }
        if (prev == PlcStep.NONE) {
            problems.add(new PlcProblem(
                    Kind.PREV_UNKNOWN,
                    operation.prev() == null
                            ? "it follows nothing, and is not the first"
                            : "it follows " + operation.prev()));
            return List.of();
        }
        PlcStep before = steps.get(prev);
        if (before.isTombstone()) {
            problems.add(new PlcProblem(Kind.AFTER_TOMBSTONE, "it follows tombstone " + before.cid()));
        } else if (before.isNullified()) {
            problems.add(new PlcProblem(Kind.PREV_NULLIFIED, "it follows " + before.cid()));
        }
        return before.rotationKeys();
    }

    private void checkSigner(Signer signer, List<String> keys, int prev, List<PlcProblem> problems) {
        PlcStep before = prev == PlcStep.NONE ? null : steps.get(prev);
        if (before != null && before.isTombstone()) {
            return;
        }
        if (before != null && !before.isInForce()) {
            problems.add(new PlcProblem(
                    Kind.SIG_INVALID, "it follows " + before.cid() + ", which breaks a rule and gives nobody a right"));
        } else if (signer.index() == PlcStep.NONE) {
            boolean isUnread = problems.stream()
                    .anyMatch(problem -> problem.kind() == Kind.SIG_ENCODING && !problem.equals(PlcSignature.HIGH_S));
            if (!isUnread) {
                problems.add(new PlcProblem(
                        Kind.SIG_INVALID,
                        keys.isEmpty() ? "no rotation key was left to sign it" : "by none of " + keys.size()));
            }
        } else if (before != null && signer.index() >= allowed[prev]) {
            problems.add(new PlcProblem(
                    Kind.SIG_INVALID,
                    "rotation key " + signer.index() + " signed it, which is not above rotation key " + allowed[prev]
                            + ", which signed what it displaces"));
        }
    }

    private void checkTime(LoggedOperation operation, int prev, List<PlcProblem> problems) {
        if (operation.acceptedAt() == LoggedOperation.NO_TIME) {
            return;
        }
        int displaced = child[prev];
        PlcStep last = steps.get(displaced == PlcStep.NONE ? prev : steps.size() - 1);
        if (operation.acceptedAt() <= last.acceptedAt()) {
            problems.add(new PlcProblem(Kind.TIME_ORDER, "not later than " + last.cid()));
        }
        if (displaced != PlcStep.NONE
                && operation.acceptedAt() - steps.get(displaced).acceptedAt() > PlcHistory.RECOVERY_WINDOW) {
            problems.add(new PlcProblem(
                    Kind.LATE_RECOVERY, "it displaces " + steps.get(displaced).cid()));
        }
    }

    private void displace(int first, int by) {
        for (int place = first; place != PlcStep.NONE; place = child[place]) {
            steps.set(place, steps.get(place).nullified(by));
        }
    }

    /**
     * Compares what the directory says of each operation with what the rules give. Where it let an operation undo another against
     * the rules, that operation is the fault, so that a flag which only follows from it is none.
     */
    void checkFlags(List<LoggedOperation> log) {
        boolean[] displaced = displacedInOrderOfArrival();
        for (int place = 0; place < log.size(); place++) {
            Boolean said = log.get(place).saidNullified();
            PlcStep step = steps.get(place);
            if (said != null && said != step.isNullified() && said != displaced[place]) {
                List<PlcProblem> problems = new ArrayList<>(step.problems());
                problems.add(
                        new PlcProblem(Kind.NULLIFIED_FLAG, "the directory says " + (said ? "undone" : "not undone")));
                steps.set(place, step.with(List.copyOf(problems)));
            }
        }
    }

    /** What is undone if every operation that was taken is as good as any other. */
    private boolean[] displacedInOrderOfArrival() {
        boolean[] displaced = new boolean[steps.size()];
        for (int place = 1; place < steps.size(); place++) {
            int prev = place(steps.get(place).prev());
            for (int other = place - 1; other > prev && prev != PlcStep.NONE; other--) {
                displaced[other] = true;
            }
        }
        return displaced;
    }

    private int add(PlcStep step) {
        int place = steps.size();
        steps.add(step);
        places.putIfAbsent(step.cid(), place);
        child[place] = PlcStep.NONE;
        allowed[place] = step.isTombstone() ? 0 : step.rotationKeys().size();
        return place;
    }

    private int place(@Nullable String cid) {
        return cid == null ? PlcStep.NONE : places.getOrDefault(cid, PlcStep.NONE);
    }

    private static List<PlcProblem> signatureProblems(PlcStep step) {
        return step.problems().stream()
                .filter(problem -> problem.kind() == Kind.SIG_ENCODING)
                .toList();
    }
}

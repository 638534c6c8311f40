package dev.sigwatch.audit.identity;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.ArrayList;
import java.util.List;

/** A decision in the making. */
final class Draft {
    private static final byte[] NOTHING = {};

    final IdentityObservation seen;
    final IdentityState before;
    final List<JudgedOperation> told = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<IdentityRequest> questions = new ArrayList<>();
    List<KeyPeriod> periods;
    List<String> otherKeys;
    List<KnownOperation> operations;
    List<Snapshot> snapshots;
    List<Doubt> doubts;
    String directory;
    String handle;
    boolean handleVerified;
    long handleObservedAt;
    long logObservedAt;
    boolean isFirst;
    boolean isChange;
    boolean isHandleNews;
    String historyChange = "";
    byte[] ours = NOTHING;
    byte[] theirs = NOTHING;

    Draft(IdentityObservation seen, IdentityState before) {
        this.seen = seen;
        this.before = before;
        periods = before.periods();
        otherKeys = before.otherKeys();
        operations = before.operations();
        snapshots = before.snapshots();
        doubts = before.doubts();
        directory = before.directory();
        handle = before.handle();
        handleVerified = before.handleVerified();
        handleObservedAt = before.handleObservedAt();
        logObservedAt = before.logObservedAt();
    }

    /** Whom the observation is from. */
    String source() {
        return Sources.authority(seen.source());
    }

    void ask(long after) {
        questions.add(new IdentityRequest(seen.did(), IdentityRequest.Reason.DOUBT, after));
    }

    /** A finding against the source, with both sides of it. */
    void contradict(Finding finding, byte[] held, byte[] served) {
        findings.add(finding);
        ours = held;
        theirs = served;
    }

    IdentityDecision decision() {
        IdentityState state = new IdentityState(
                periods,
                otherKeys,
                isChange && !isFirst ? Math.max(before.lastChangeAt(), seen.observedAt()) : before.lastChangeAt(),
                directory,
                operations,
                logObservedAt,
                snapshots,
                handle,
                handleVerified,
                handleObservedAt,
                doubts);
        boolean isNews = !told.isEmpty() || !findings.isEmpty() || isHandleNews;
        return new IdentityDecision(state, isNews ? judged(state) : null, List.copyOf(questions), historyChange);
    }

    private JudgedIdentity judged(IdentityState state) {
        JudgedOperation head = state.head();
        boolean isAsked = head != null
                && !head.handles().isEmpty()
                && Handles.normalized(head.handles().get(0)).equals(handle);
        return new JudgedIdentity(
                seen.did(),
                seen.kind().wireName(),
                seen.source(),
                seen.observedAt(),
                isFirst,
                List.copyOf(told),
                List.copyOf(findings),
                head == null || head.handles().isEmpty()
                        ? ""
                        : Handles.normalized(head.handles().get(0)),
                isAsked && handleVerified,
                before.head(),
                ours,
                theirs);
    }
}

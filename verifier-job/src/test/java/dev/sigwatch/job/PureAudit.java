package dev.sigwatch.job;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.judge.JudgeOutput;
import dev.sigwatch.audit.judge.MemoryState;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same audit without Flink: frames in their order, then every observation, then every export in its order. */
final class PureAudit implements JudgeOutput {
    private final DidJudge judge = new DidJudge(SignatureVerifiers.bouncyCastle());
    private final Map<String, MemoryState> states = new HashMap<>();
    private final List<JudgedEvent> judged = new ArrayList<>();
    private final List<JudgedIdentity> identities = new ArrayList<>();

    static PureAudit of(
            List<PositionedFrame> frames, List<IdentityObservation> observations, List<PositionedPart> parts) {
        PureAudit audit = new PureAudit();
        for (PositionedFrame frame : frames) {
            CheckedEvent event = FrameAuditor.check(frame.frame(), frame.partition(), frame.offset());
            String key = event.did().isEmpty() ? event.facts().host() : event.did();
            audit.judge.onEvent(event, 0, audit.state(key), audit);
        }
        for (IdentityObservation observation : observations) {
            audit.judge.onObservation(observation, audit.state(observation.did()), audit);
        }
        for (PositionedPart part : parts) {
            CheckedEvent event = ExportAuditor.check(part.part(), part.partition(), part.offset());
            audit.judge.onEvent(event, 0, audit.state(event.did()), audit);
        }
        return audit;
    }

    List<JudgedEvent> judged() {
        return judged;
    }

    List<JudgedIdentity> identities() {
        return identities;
    }

    private MemoryState state(String key) {
        return states.computeIfAbsent(key, unused -> new MemoryState());
    }

    @Override
    public void judged(CheckedEvent event, Judgement judgement) {
        judged.add(new JudgedEvent(event, judgement, 0));
    }

    @Override
    public void identity(JudgedIdentity identity) {
        identities.add(identity);
    }

    @Override
    public void revised(CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {
        judged.add(new JudgedEvent(event, after, 0, revision, reason));
    }

    @Override
    public void ask(IdentityRequest request) {
        // All observations are given anyway.
    }

    @Override
    public void ask(RepoRequest request) {
        // All exports are given anyway.
    }
}

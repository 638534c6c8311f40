package dev.sigwatch.standalone.e2e;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.judge.JudgeOutput;
import dev.sigwatch.audit.judge.MemoryState;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.simulator.life.LifeWitness;
import dev.sigwatch.simulator.life.Reception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the job does, without the job: the pure parts one after another, on a life's own clock. Not for use by several threads. */
final class PureAudit implements LifeWitness {
    private static final long HOLD = Duration.ofMinutes(10).toNanos() / 1_000;
    private static final long FETCH = Duration.ofSeconds(2).toNanos() / 1_000;

    private final DidJudge judge = new DidJudge(SignatureVerifiers.best());
    private final Map<String, MemoryState> states = new HashMap<>();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> bad = new ArrayList<>();
    private final Consumer<Signal> signals;
    private Reception reception;
    private long offset;

    /** @param signals given what detectors are given */
    PureAudit(Consumer<Signal> signals) {
        this.signals = signals;
    }

    void arrange(Reception given) {
        reception = given;
    }

    /** How many events got which verdict. */
    Map<Verdict, Long> verdicts() {
        return verdicts;
    }

    /** What was called false, or unreadable, or revised. */
    List<String> bad() {
        return bad;
    }

    @Override
    public void frame(String host, long seq, long previousSeq, long at, byte[] bytes) {
        CheckedEvent event = FrameAuditor.check(new Frame(host, seq, previousSeq, true, at, bytes), 0, offset++);
        onEvent(event, at);
    }

    @Override
    public void told(String did, String kind, String source, long at, byte[] body) {
        IdentityObservation.Kind known = IdentityObservation.Kind.ofWireName(kind);
        judge.onObservation(new IdentityObservation(did, known, source, at, body), state(did), output);
    }

    private void onEvent(CheckedEvent event, long at) {
        MemoryState state = state(event.did());
        boolean waited = state.heldCount() > 0;
        judge.onEvent(event, at, state, output);
        if (!waited && state.heldCount() > 0) {
            expire(event.did(), at);
        }
    }

    private void expire(String did, long since) {
        reception.later(Math.max(0, since + HOLD - reception.now()), () -> {
            MemoryState state = state(did);
            judge.onTimeout(since, state, output);
            if (state.heldCount() > 0) {
                expire(did, state.firstHeld().heldSince());
            }
        });
    }

    private MemoryState state(String did) {
        return states.computeIfAbsent(did, key -> new MemoryState());
    }

    private final JudgeOutput output = new JudgeOutput() {
        @Override
        public void judged(CheckedEvent event, Judgement judgement) {
            verdicts.merge(judgement.verdict(), 1L, Long::sum);
            if (judgement.verdict() == Verdict.VIOLATION || judgement.verdict() == Verdict.MALFORMED) {
                bad.add(event.did() + " " + event.rev() + " " + judgement.findings());
            }
            signals.accept(new Signal.OfEvent(event, judgement, List.of()));
        }

        @Override
        public void identity(JudgedIdentity identity) {
            signals.accept(new Signal.OfIdentity(identity));
        }

        @Override
        public void revised(
                CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {
            if (after.verdict() == Verdict.VIOLATION) {
                bad.add("revised " + event.did() + " " + reason + " " + after.findings());
            }
            signals.accept(new Signal.OfRevision(event, before, after, reason, at));
        }

        @Override
        public void ask(IdentityRequest request) {
            reception.ask(request.did());
        }

        @Override
        public void ask(RepoRequest request) {
            reception.later(FETCH, () -> {
                ExportPart none = ExportPart.failure(request, "", reception.now(), "nobody exports here");
                onEvent(ExportAuditor.check(none, 0, -1), reception.now());
            });
        }
    };
}

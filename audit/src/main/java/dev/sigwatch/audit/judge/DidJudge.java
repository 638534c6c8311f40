package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the events of one DID in their order. An event that must wait for an answer holds those behind it, of this DID only;
 * every event gets exactly one conclusion.
 */
public final class DidJudge {
    /** Beyond this the event held longest is concluded without its answer: a flood may cost one DID its proof, never memory. */
    public static final int MAX_HELD = 1_000;

    private final SignatureJudge signatures;

    public DidJudge(SignatureVerifier verifier) {
        this.signatures = new SignatureJudge(verifier);
    }

    /**
     * Takes the next event of the DID.
     *
     * @param now microseconds since the epoch, remembered with an event that is held
     */
    public void onEvent(CheckedEvent event, long now, DidState state, JudgeOutput output) {
        if (!event.needsKey()) {
            concludeAlone(event, state, output);
        } else if (state.heldCount() > 0) {
            if (state.heldCount() >= MAX_HELD) {
                HeldEvent first = state.firstHeld();
                state.removeFirstHeld();
                decide(first, state, output, true);
            }
            state.addHeld(new HeldEvent(event, now, null));
        } else {
            HeldEvent arriving = new HeldEvent(event, now, null);
            IdentityRequest question = decide(arriving, state, output, false);
            if (question != null) {
                state.addHeld(new HeldEvent(event, now, question.reason()));
                output.ask(question);
            }
        }
    }

    /** Takes an observation of the DID, and concludes what waited for it. */
    public void onObservation(IdentityObservation observation, DidState state, JudgeOutput output) {
        state.keys(state.keys().observed(observation));
        concludeHeld(state, output, Long.MIN_VALUE);
    }

    /**
     * Concludes without an answer what has been held too long.
     *
     * @param heldUpTo events held since this time or before are concluded; microseconds since the epoch
     */
    public void onTimeout(long heldUpTo, DidState state, JudgeOutput output) {
        concludeHeld(state, output, heldUpTo);
    }

    private void concludeHeld(DidState state, JudgeOutput output, long heldUpTo) {
        while (state.heldCount() > 0) {
            HeldEvent first = state.firstHeld();
            IdentityRequest question = decide(first, state, output, first.heldSince() <= heldUpTo);
            if (question != null) {
                if (first.asked() != question.reason()) {
                    state.replaceFirstHeld(new HeldEvent(first.event(), first.heldSince(), question.reason()));
                    output.ask(question);
                }
                return;
            }
            state.removeFirstHeld();
        }
    }

    /** Concludes an event, or returns what must be asked first. */
    private @Nullable IdentityRequest decide(HeldEvent held, DidState state, JudgeOutput output, boolean expired) {
        CheckedEvent event = held.event();
        RepoHeads heads = state.heads();
        SignatureDecision decision = signatures.decide(event, state.keys(), heads.has(event.commitCid()), expired);
        if (decision.question() != null) {
            return decision.question();
        }
        List<Finding> findings = new ArrayList<>(event.findings());
        findings.addAll(decision.findings());
        findings.addAll(RevisionJudge.findings(event, heads));
        KeyEntry entry = decision.entry();
        Judgement judgement = Judgement.fold(
                List.copyOf(findings),
                Proof.PASS,
                Proof.NONE,
                RevisionJudge.proof(event, heads),
                entry == null ? "" : entry.key(),
                entry == null ? "" : entry.source());
        output.judged(event, judgement);
        if (judgement.verdict() == Verdict.VERIFIED) {
            state.heads(heads.moved(event.facts().host(), event.rev(), event.commitCid()));
        }
        return null;
    }

    private static void concludeAlone(CheckedEvent event, DidState state, JudgeOutput output) {
        boolean committed = event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC;
        Judgement judgement = committed
                ? Judgement.fold(event.findings(), Proof.UNPROVEN, Proof.NONE, Proof.NONE, "", "")
                : Judgement.notice(event.findings());
        output.judged(event, judgement);
        boolean followed = event.facts().inScope() || !state.keys().isEmpty();
        if (event.kind() == EventKind.IDENTITY && followed && judgement.verdict() != Verdict.MALFORMED) {
            output.ask(new IdentityRequest(
                    event.did(),
                    IdentityRequest.Reason.IDENTITY_EVENT,
                    event.facts().receivedAt()));
        }
    }
}

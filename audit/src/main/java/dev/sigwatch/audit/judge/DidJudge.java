package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Line;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.identity.IdentityDecision;
import dev.sigwatch.audit.identity.IdentityJudge;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.audit.judge.HeldEvent.WaitsFor;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the events of one DID in their order. An event that must wait for an answer holds those behind it, of this DID only;
 * every event gets exactly one conclusion.
 */
public final class DidJudge {
    /** Beyond this the event held longest is concluded without its answer: a flood may cost one DID its proof, never memory. */
    public static final int MAX_HELD = 1_000;

    /** Beyond this the parts of an export that wait for a key are concluded without it. */
    public static final int MAX_WAITING_PARTS = 64;

    private final SignatureJudge signatures;
    private final PartJudge parts;
    private final Reviser reviser;
    private final IdentityJudge identities;

    /** How long after its replacement a key is still honoured, by default: commits on their way, servers that lag. */
    public static final Duration DEFAULT_KEY_GRACE = Duration.ofMinutes(10);

    /** A judge with {@link #DEFAULT_KEY_GRACE}. */
    public DidJudge(SignatureVerifier verifier) {
        this(verifier, DEFAULT_KEY_GRACE);
    }

    /** @param keyGrace how long after its replacement a key is still honoured, not negative */
    public DidJudge(SignatureVerifier verifier, Duration keyGrace) {
        this.signatures = new SignatureJudge(verifier, keyGrace);
        this.reviser = new Reviser(signatures);
        this.identities = new IdentityJudge(verifier);
        this.parts = new PartJudge(signatures, (state, output) -> concludeHeld(state, output, Long.MIN_VALUE));
    }

    /**
     * Takes the next event of the DID.
     *
     * @param now microseconds since the epoch, remembered with an event that is held
     */
    public void onEvent(CheckedEvent event, long now, DidState state, JudgeOutput output) {
        if (event.kind() == EventKind.EXPORT) {
            parts.onPart(event, state, output);
        } else if (!event.needsKey() && (event.account() == null || state.heldCount() == 0)) {
            concludeAlone(event, state, output);
        } else if (state.heldCount() > 0) {
            // A status too: it is about the commits after it, not about those still held.
            hold(event, now, state, output);
        } else {
            WaitsFor waitsFor = decide(new HeldEvent(event, now, null), state, output, false);
            if (waitsFor != null) {
                state.addHeld(new HeldEvent(event, now, waitsFor));
                state.head(ExportJudge.held(state.head().withRun(null), event));
            }
        }
    }

    /** Takes an observation of the DID, concludes what waited for it, and judges again what it shows in another light. */
    public void onObservation(IdentityObservation observation, DidState state, JudgeOutput output) {
        IdentityDecision decision = identities.observe(observation, state.identity());
        state.identity(decision.state());
        state.keys(state.keys().observed(observation).withLog(decision.state().periods()));
        if (decision.judged() != null) {
            output.identity(decision.judged());
        }
        decision.questions().forEach(output::ask);
        if (!decision.historyChange().isEmpty()) {
            // Before what is held: that may follow on what is no part of the account's history any more.
            reviser.revise(decision.historyChange(), observation.observedAt(), state, output);
        }
        parts.onKey(state, output);
        concludeHeld(state, output, Long.MIN_VALUE);
    }

    /**
     * Concludes without an answer what has been held too long.
     *
     * @param heldUpTo events held since this time or before are concluded; microseconds since the epoch
     */
    public void onTimeout(long heldUpTo, DidState state, JudgeOutput output) {
        parts.onTimeout(heldUpTo, state, output);
        concludeHeld(state, output, heldUpTo);
    }

    private void hold(CheckedEvent event, long now, DidState state, JudgeOutput output) {
        if (state.heldCount() >= MAX_HELD) {
            HeldEvent first = state.firstHeld();
            state.removeFirstHeld();
            decide(first, state, output, true);
        }
        state.addHeld(new HeldEvent(event, now, null));
        RepoHead head = ExportJudge.held(state.head(), event);
        state.head(head);
        if (head.ahead() != null && event.rev().compareTo(head.ahead().rev()) >= 0) {
            state.head(ExportJudge.joined(head, event));
            concludeHeld(state, output, Long.MIN_VALUE);
        }
    }

    private void concludeHeld(DidState state, JudgeOutput output, long heldUpTo) {
        while (state.heldCount() > 0) {
            HeldEvent first = state.firstHeld();
            WaitsFor waitsFor = decide(first, state, output, first.heldSince() <= heldUpTo);
            if (waitsFor != null) {
                if (first.waitsFor() != waitsFor) {
                    state.replaceFirstHeld(new HeldEvent(first.event(), first.heldSince(), waitsFor));
                }
                return;
            }
            state.removeFirstHeld();
        }
    }

    /** Concludes an event, or returns what it must wait for, having asked for it once. */
    private @Nullable WaitsFor decide(HeldEvent held, DidState state, JudgeOutput output, boolean expired) {
        CheckedEvent event = held.event();
        if (!event.needsKey()) {
            concludeAlone(event, state, output);
            return null;
        }
        RepoHead head = state.head();
        if (!head.exporting().isEmpty() && !expired && event.rev().compareTo(head.exporting()) > 0) {
            return WaitsFor.EXPORT;
        }
        SignatureDecision decision = signatures.decide(event, state, head.isNewest(event.commitCid()), expired);
        IdentityRequest question = decision.question();
        if (question != null) {
            WaitsFor waitsFor =
                    question.reason() == IdentityRequest.Reason.FIRST_SEEN ? WaitsFor.KEY : WaitsFor.FRESH_KEY;
            if (held.waitsFor() != waitsFor) {
                output.ask(question);
            }
            return waitsFor;
        }
        List<Finding> findings = new ArrayList<>(event.findings());
        findings.addAll(decision.findings());
        Proof tree = Judgement.line(findings, Line.TREE, event.tree());
        boolean isSigned = Judgement.line(findings, Line.SIGNATURE, Proof.PASS) == Proof.PASS;
        ChainDecision chain = isSigned
                ? ChainJudge.decide(event, tree, head, new Recent(state), expired)
                : ChainDecision.of(Proof.NONE, List.of(), head, false);
        if (chain.question() != null) {
            output.ask(chain.question());
        }
        if (chain.waits()) {
            state.head(chain.head());
            return WaitsFor.EXPORT;
        }
        findings.addAll(chain.findings());
        conclude(event, decision.entry(), findings, chain, isSigned, state, output);
        return null;
    }

    private static void conclude(
            CheckedEvent event,
            @Nullable KeyEntry entry,
            List<Finding> findings,
            ChainDecision chain,
            boolean isSigned,
            DidState state,
            JudgeOutput output) {
        RepoHead.Host host = state.head().host(event.facts().host());
        if (!host.inactive().isEmpty()) {
            findings.add(FindingCode.ACCOUNT_INACTIVE.found(host.inactive()));
        }
        if (event.facts().direct()) {
            foreign(event.facts().host(), state).ifPresent(findings::add);
        }
        Judgement judgement = Judgement.fold(
                        List.copyOf(findings),
                        Proof.PASS,
                        event.tree(),
                        chain.proof(),
                        entry == null ? "" : entry.key(),
                        entry == null ? "" : entry.source())
                .contradictedBy(chain.otherBlock());
        output.judged(isSigned ? remember(event, chain, judgement, host, state) : event, judgement);
        keep(event, judgement, state);
    }

    /** A PDS speaks for the accounts that live there; a relay passes on what any server said. */
    private static Optional<Finding> foreign(String host, DidState state) {
        JudgedOperation identity = state.identity().head();
        String server = identity == null ? "" : authority(identity.pds());
        return server.isEmpty() || server.equals(authority(host))
                ? Optional.empty()
                : Optional.of(FindingCode.HOST_NOT_AUTHORITATIVE.found("the account lives at " + server));
    }

    private static String authority(String origin) {
        return origin.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "").replaceFirst(":(443|80)$", "");
    }

    /** Keeps a commit to be judged again; only in scope, where there is evidence to show for what is said. */
    private static void keep(CheckedEvent event, Judgement judgement, DidState state) {
        RepoHead head = state.head();
        boolean isTroubled = judgement.verdict() != Verdict.VERIFIED;
        boolean isKept = event.facts().inScope();
        if (isKept) {
            JudgedCommit commit = new JudgedCommit(event.bare(), judgement, head.judged(), 0);
            state.judged(commit.place(), commit);
        }
        if (isKept || head.troubled() != isTroubled) {
            state.head(head.withJudged(isKept, isTroubled));
        }
    }

    /** Remembers a signed commit; returns it with what its records mean against those before. */
    private static CheckedEvent remember(
            CheckedEvent event, ChainDecision chain, Judgement judgement, RepoHead.Host host, DidState state) {
        RepoHead head = chain.head();
        if (chain.remember()) {
            new Recent(state)
                    .add(
                            head,
                            new SignedCommit(
                                    event.rev(),
                                    event.since(),
                                    event.dataCid(),
                                    event.commitCid(),
                                    event.commitBlock(),
                                    head.proven() != null
                                            && head.proven().commit().equals(event.commitCid())));
        }
        boolean isHeard =
                event.rev().compareTo(host.rev()) > 0 && (chain.remember() || judgement.chain() == Proof.PASS);
        state.head(isHeard ? head.withHost(new RepoHead.Host(host.name(), event.rev(), host.inactive())) : head);
        return chain.remember() && judgement.tree() != Proof.FAIL ? RecordLedger.commit(event, state) : event;
    }

    private static void concludeAlone(CheckedEvent event, DidState state, JudgeOutput output) {
        boolean committed = event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC;
        Judgement judgement = committed
                ? Judgement.fold(event.findings(), Proof.UNPROVEN, event.tree(), Proof.NONE, "", "")
                : Judgement.notice(event.findings());
        output.judged(event, judgement);
        boolean followed = event.facts().inScope() || !state.keys().isEmpty();
        if (event.kind() == EventKind.IDENTITY && followed && judgement.verdict() != Verdict.MALFORMED) {
            output.ask(new IdentityRequest(
                    event.did(),
                    IdentityRequest.Reason.IDENTITY_EVENT,
                    event.facts().receivedAt()));
        }
        AccountFacts account = event.account();
        if (account != null && followed && announced(event.facts().host(), account, state)) {
            // Who leaves may give up the DID, too, a moment later; nothing else would tell of that.
            output.ask(new IdentityRequest(
                    event.did(),
                    IdentityRequest.Reason.IDENTITY_EVENT,
                    event.facts().receivedAt() + SignatureJudge.SETTLE_MICROS));
        }
    }

    /**
     * A status is a host's own word about itself: it marks what this host sends afterwards, and changes nothing else. Returns whether
     * it is news.
     */
    private static boolean announced(String hostName, AccountFacts account, DidState state) {
        RepoHead.Host host = state.head().host(hostName);
        String inactive = account.active() ? "" : account.status().isEmpty() ? "inactive" : account.status();
        if (host.inactive().equals(inactive)) {
            return false;
        }
        state.head(state.head().withHost(new RepoHead.Host(hostName, host.rev(), inactive)));
        return true;
    }
}

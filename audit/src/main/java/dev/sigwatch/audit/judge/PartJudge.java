package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Line;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Judges the parts of one DID's exports, and takes proven ones in as what its later commits rest on. */
final class PartJudge {
    private static final int MAX_REASON = 200;

    private final SignatureJudge signatures;
    private final BiConsumer<DidState, JudgeOutput> concludeHeld;

    /** @param concludeHeld concludes what an export lets conclude */
    PartJudge(SignatureJudge signatures, BiConsumer<DidState, JudgeOutput> concludeHeld) {
        this.signatures = signatures;
        this.concludeHeld = concludeHeld;
    }

    /** Takes the next part. */
    void onPart(CheckedEvent part, DidState state, JudgeOutput output) {
        List<CheckedEvent> waiting = state.waitingParts();
        if (waiting.isEmpty()) {
            take(part, state, output, false);
            return;
        }
        List<CheckedEvent> longer = new ArrayList<>(waiting);
        longer.add(part);
        if (longer.size() > DidJudge.MAX_WAITING_PARTS) {
            takeAll(longer, state, output, true);
        } else {
            state.waitingParts(longer);
        }
    }

    /** Takes what waited for the DID's key. */
    void onKey(DidState state, JudgeOutput output) {
        takeAll(state.waitingParts(), state, output, false);
    }

    /** Takes what has waited too long. */
    void onTimeout(long upTo, DidState state, JudgeOutput output) {
        List<CheckedEvent> waiting = state.waitingParts();
        if (!waiting.isEmpty() && waiting.get(0).facts().receivedAt() <= upTo) {
            takeAll(waiting, state, output, true);
        }
    }

    private void takeAll(List<CheckedEvent> parts, DidState state, JudgeOutput output, boolean expired) {
        if (parts.isEmpty()) {
            return;
        }
        state.waitingParts(List.of());
        for (int i = 0; i < parts.size(); i++) {
            take(parts.get(i), state, output, expired);
            if (!state.waitingParts().isEmpty()) {
                // The first waits again, and those after it with it.
                state.waitingParts(parts.subList(i, parts.size()));
                return;
            }
        }
    }

    private void take(CheckedEvent part, DidState state, JudgeOutput output, boolean expired) {
        ExportFacts facts = Objects.requireNonNull(part.export());
        if (facts.isFirst()) {
            if (!begin(part, state, output, expired)) {
                return;
            }
            if (facts.isLast()) {
                RecordLedger.foresee(part, state);
            }
            // The commits that the export includes come first, so that the records known are those of its own moment.
            concludeHeld.accept(state, output);
        }
        ExportProgress progress = state.export();
        if (progress == null || progress.fetchedAt() != part.facts().receivedAt() || progress.next() != facts.index()) {
            // A part of an export that was given up for a newer one.
            return;
        }
        proceed(part, facts, progress, state, output);
        if (facts.isLast()) {
            concludeHeld.accept(state, output);
        }
    }

    /** Judges the whole by its first part; false if that must wait for the key. */
    private boolean begin(CheckedEvent part, DidState state, JudgeOutput output, boolean expired) {
        List<Finding> findings = new ArrayList<>(part.findings());
        SignatureDecision signature = null;
        ChainDecision chain = ChainDecision.of(Proof.NONE, List.of(), state.head(), false);
        if (part.needsKey()) {
            signature = signatures.decide(part, state, state.head().isNewest(part.commitCid()), expired);
            IdentityRequest question = signature.question();
            if (question != null) {
                state.waitingParts(List.of(part));
                output.ask(question);
                return false;
            }
            findings.addAll(signature.findings());
            if (Judgement.line(findings, Line.SIGNATURE, Proof.PASS) == Proof.PASS) {
                chain = ExportJudge.decide(part, state.head(), new Recent(state), SignatureJudge.SETTLE_MICROS);
                findings.addAll(chain.findings());
            }
        }
        KeyEntry entry = signature == null ? null : signature.entry();
        Judgement judgement = Judgement.fold(
                        List.copyOf(findings),
                        signature == null ? Proof.UNPROVEN : Proof.PASS,
                        part.tree(),
                        chain.proof(),
                        entry == null ? "" : entry.key(),
                        entry == null ? "" : entry.source())
                .contradictedBy(chain.otherBlock());
        if (judgement.verdict() == Verdict.VERIFIED) {
            adopt(part, judgement, state);
        } else {
            refuse(part, judgement, state);
        }
        return true;
    }

    private static void adopt(CheckedEvent part, Judgement judgement, DidState state) {
        List<HeldEvent> held = state.held();
        RepoHead head = ExportJudge.adopted(state.head(), part, held);
        boolean isStale = part.rev().compareTo(head.newestRev()) < 0;
        // Differences mean something only if every operation up to the export's commit was seen, and none after it.
        String reached = newestUpTo(part.rev(), state.head(), held);
        boolean comparable =
                !isStale && reached.equals(part.rev()) && !head.exportedRev().isEmpty();
        state.export(new ExportProgress(part.facts().receivedAt(), 0, judgement, comparable));
        state.head(isStale ? head : head.withExporting(part.rev()));
    }

    /** The newest revision, up to a limit, that was judged or is held and about to be. */
    private static String newestUpTo(String limit, RepoHead head, List<HeldEvent> held) {
        String newest = head.newestRev();
        for (HeldEvent waiting : held) {
            String rev = waiting.event().rev();
            if (rev.compareTo(limit) <= 0 && rev.compareTo(newest) > 0) {
                newest = rev;
            }
        }
        return newest;
    }

    private static void refuse(CheckedEvent part, Judgement judgement, DidState state) {
        String reason = judgement.findings().stream()
                .filter(finding -> finding.code().effect() != Effect.NOTE)
                .map(PartJudge::words)
                .findFirst()
                .orElse(judgement.verdict().name());
        RepoHead head = state.head();
        state.head(head.withResync(new RepoHead.Resync(
                RepoHead.Resync.State.FAILED,
                part.facts().receivedAt(),
                head.resync().failures() + 1,
                reason.substring(0, Math.min(MAX_REASON, reason.length())))));
        state.export(new ExportProgress(part.facts().receivedAt(), 0, judgement, false));
    }

    private static String words(Finding finding) {
        boolean isPlain =
                finding.code() == FindingCode.RESYNC_FAILED && !finding.detail().isEmpty();
        return isPlain
                ? finding.detail()
                : finding.detail().isEmpty() ? finding.code().name() : finding.code() + ", " + finding.detail();
    }

    private static void proceed(
            CheckedEvent part, ExportFacts facts, ExportProgress progress, DidState state, JudgeOutput output) {
        boolean adopted = progress.judgement().verdict() == Verdict.VERIFIED
                && part.rev().equals(state.head().exporting());
        List<RecordFacts> news =
                adopted ? new ArrayList<>(RecordLedger.part(part, progress.comparable(), state)) : new ArrayList<>();
        if (adopted && facts.isLast()) {
            news.addAll(RecordLedger.end(part, progress.comparable(), state));
            state.head(state.head().withExported(part.rev()));
        }
        Judgement judgement = progress.judgement();
        for (RecordFacts record : news) {
            if (!record.findings().isEmpty()) {
                judgement = judgement.noting(
                        record.findings().get(0).code().found(record.collection() + "/" + record.rkey()));
            }
        }
        state.export(
                facts.isLast()
                        ? null
                        : new ExportProgress(
                                progress.fetchedAt(), facts.index() + 1, judgement, progress.comparable()));
        output.judged(part.withRecords(List.copyOf(news)), judgement);
    }
}

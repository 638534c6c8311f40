package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.stream.DecodedFrame;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.AccountFacts;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Effect;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks one frame on its own: decode, blocks and hashes, commit form, records, tree and operations. Everything but the key and
 * the past.
 */
public final class FrameAuditor {
    private static final byte[] NOTHING = {};

    private FrameAuditor() {}

    /**
     * Checks a frame; never throws for its content.
     *
     * @param partition of the frames topic, 0 for a capture
     * @param offset in that partition, or index in a capture
     */
    public static CheckedEvent check(Frame frame, int partition, long offset) {
        FrameFacts facts = FrameFacts.of(frame, partition, offset);
        DecodedFrame decoded = FrameDecoder.decode(frame.bytes());
        List<Finding> findings = new ArrayList<>();
        StreamFindings.collect(frame, decoded, findings);
        RepoEvent event = decoded.event();
        if (event == null) {
            return withoutCommit(facts, kind(decoded.type()), decoded, findings, frame);
        }
        return switch (event.kind()) {
            case COMMIT -> commit(facts, decoded, (RepoEvent.Commit) event, findings, frame);
            case SYNC -> sync(facts, decoded, (RepoEvent.Sync) event, findings, frame);
            case IDENTITY -> withoutCommit(facts, EventKind.IDENTITY, decoded, findings, frame);
            case ACCOUNT -> withoutCommit(facts, EventKind.ACCOUNT, decoded, findings, frame);
            case INFO, ERROR -> withoutCommit(facts, EventKind.INFO, decoded, findings, frame);
            case DEPRECATED, UNKNOWN -> withoutCommit(facts, EventKind.UNKNOWN, decoded, findings, frame);
        };
    }

    private static EventKind kind(String type) {
        return switch (type) {
            case "#commit" -> EventKind.COMMIT;
            case "#sync" -> EventKind.SYNC;
            case "#identity" -> EventKind.IDENTITY;
            case "#account" -> EventKind.ACCOUNT;
            case "#info" -> EventKind.INFO;
            default -> EventKind.UNKNOWN;
        };
    }

    private static CheckedEvent commit(
            FrameFacts facts, DecodedFrame decoded, RepoEvent.Commit event, List<Finding> findings, Frame frame) {
        Car car = car(event.blocks(), findings);
        if (car == null) {
            return withoutCommit(facts, EventKind.COMMIT, decoded, findings, frame);
        }
        CommitEvidence evidence = CommitEvidence.of(event, car);
        Checks.ALL.forEach(check -> check.check(evidence, findings::add));
        return withCommit(
                facts,
                EventKind.COMMIT,
                evidence,
                event.since() == null ? "" : event.since().value(),
                text(event.prevData()),
                event.opsCount(),
                findings,
                RecordReader.read(event.ops(), car, evidence, frame.receivedAt()),
                frame);
    }

    private static CheckedEvent sync(
            FrameFacts facts, DecodedFrame decoded, RepoEvent.Sync event, List<Finding> findings, Frame frame) {
        Car car = car(event.blocks(), findings);
        if (car == null) {
            return withoutCommit(facts, EventKind.SYNC, decoded, findings, frame);
        }
        CommitEvidence evidence = CommitEvidence.of(event, car);
        Checks.ALL.forEach(check -> check.check(evidence, findings::add));
        return withCommit(facts, EventKind.SYNC, evidence, "", "", 0, findings, List.of(), frame);
    }

    private static @Nullable Car car(Slice blocks, List<Finding> findings) {
        try {
            return Car.read(blocks.buf(), blocks.offset(), blocks.length());
        } catch (MalformedException e) {
            findings.add(FindingCode.CAR_MALFORMED.found(e.rule()));
            return null;
        }
    }

    private static CheckedEvent withCommit(
            FrameFacts facts,
            EventKind kind,
            CommitEvidence evidence,
            String since,
            String prevData,
            int ops,
            List<Finding> findings,
            List<RecordFacts> records,
            Frame frame) {
        Commit commit = evidence.commit();
        return new CheckedEvent(
                facts,
                kind,
                evidence.did().value(),
                commit == null ? evidence.rev().value() : commit.rev().value(),
                since,
                evidence.commitCid().toString(),
                commit == null ? "" : commit.data().toString(),
                prevData,
                ops,
                commit == null ? NOTHING : commit.digest(),
                commit == null ? NOTHING : commit.signature(),
                List.copyOf(findings),
                records,
                evidence.block() == null ? NOTHING : evidence.block().toBytes(),
                evidence(frame, findings),
                kind == EventKind.COMMIT && commit != null ? Proof.PASS : Proof.NONE,
                null,
                null);
    }

    private static CheckedEvent withoutCommit(
            FrameFacts facts, EventKind kind, DecodedFrame decoded, List<Finding> findings, Frame frame) {
        return new CheckedEvent(
                facts,
                kind,
                decoded.did(),
                decoded.rev(),
                "",
                "",
                "",
                "",
                0,
                NOTHING,
                NOTHING,
                List.copyOf(findings),
                List.of(),
                NOTHING,
                evidence(frame, findings),
                Proof.NONE,
                null,
                decoded.event() instanceof RepoEvent.Account account
                        ? new AccountFacts(account.active(), Objects.requireNonNullElse(account.status(), ""))
                        : null);
    }

    private static byte[] evidence(Frame frame, List<Finding> findings) {
        boolean kept = frame.inScope()
                || findings.stream().anyMatch(finding -> finding.code().effect() != Effect.NOTE);
        return kept ? frame.bytes() : NOTHING;
    }

    private static String text(@Nullable Cid cid) {
        return cid == null ? "" : cid.toString();
    }
}

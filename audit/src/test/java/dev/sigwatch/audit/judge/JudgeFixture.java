package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.KeyPeriod;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One DID under judgement: signs events, observes documents, collects what comes out. Times are in seconds. */
final class JudgeFixture implements JudgeOutput {
    static final Did ALICE = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    static final PrivateKey FIRST = PrivateKey.generate(Curve.K256, new SplittableRandom(1));
    static final PrivateKey SECOND = PrivateKey.generate(Curve.P256, new SplittableRandom(2));

    final MemoryState state = new MemoryState();
    final List<String> out = new ArrayList<>();
    final List<Judgement> judgements = new ArrayList<>();
    final List<IdentityRequest> asked = new ArrayList<>();
    private final DidJudge judge = new DidJudge(SignatureVerifiers.bouncyCastle());
    final List<Judgement> exports = new ArrayList<>();
    final List<String> records = new ArrayList<>();
    final List<CheckedEvent> told = new ArrayList<>();
    final List<String> revisions = new ArrayList<>();
    final List<RepoRequest> askedForExports = new ArrayList<>();
    String since = "";
    String prevData = "";
    private long offset;

    /** A commit with a revision made at {@code time}, received then from {@code host}. */
    CheckedEvent commit(String host, long time, long revTime, PrivateKey key) {
        Cid data = Cid.ofDagCbor(new byte[] {(byte) revTime});
        Commit commit = Commit.sign(ALICE, data, Tid.of(micros(revTime), 1), key);
        return event(host, time, commit, Cid.ofDagCbor(commit.toBytes()), EventKind.COMMIT);
    }

    /** An event that follows on the last one made. */
    CheckedEvent event(String host, long time, Commit commit, Cid cid, EventKind kind) {
        CheckedEvent event = event(host, time, commit, cid, kind, since, prevData);
        since = event.rev();
        prevData = event.dataCid();
        return event;
    }

    CheckedEvent event(String host, long time, Commit commit, Cid cid, EventKind kind, String since, String prevData) {
        return new CheckedEvent(
                new FrameFacts(host, offset, micros(time), true, 100, 0, offset++),
                kind,
                ALICE.value(),
                commit.rev().value(),
                kind == EventKind.COMMIT ? since : "",
                cid.toString(),
                commit.data().toString(),
                kind == EventKind.COMMIT ? prevData : "",
                1,
                commit.digest(),
                commit.signature(),
                List.of(),
                List.of(),
                commit.toBytes(),
                new byte[0],
                kind == EventKind.COMMIT ? Proof.PASS : Proof.NONE,
                null,
                null);
    }

    /** The next commit made follows on nothing. */
    void startOver() {
        since = "";
        prevData = "";
    }

    /** The same commit in another frame. */
    CheckedEvent again(CheckedEvent event, String host) {
        FrameFacts facts = new FrameFacts(host, offset, event.facts().receivedAt(), true, 100, 0, offset++);
        return new CheckedEvent(
                facts,
                event.kind(),
                event.did(),
                event.rev(),
                event.since(),
                event.commitCid(),
                event.dataCid(),
                event.prevDataCid(),
                event.ops(),
                event.digest(),
                event.signature(),
                event.findings(),
                event.records(),
                event.commitBlock(),
                event.frame(),
                event.tree(),
                null,
                null);
    }

    /** An export of the commit an event carries, in one part, taken at {@code time}. */
    void receiveExport(long time, CheckedEvent of, RecordFacts... records) {
        receive(new CheckedEvent(
                new FrameFacts("pds.example.com", -1, micros(time), true, 100, 0, offset++),
                EventKind.EXPORT,
                of.did(),
                of.rev(),
                "",
                of.commitCid(),
                of.dataCid(),
                "",
                0,
                of.digest(),
                of.signature(),
                List.of(),
                List.of(records),
                of.commitBlock(),
                new byte[0],
                Proof.PASS,
                new ExportFacts("https://pds.example.com/", "first-seen", 0, 1, 100, 1, ""),
                null));
    }

    /** The fetcher's answer that there is no export. */
    void refuseExport(long time) {
        RepoRequest request = askedForExports.get(askedForExports.size() - 1);
        ExportPart failure = ExportPart.failure(request, "", micros(time), "HTTP 502");
        receive(ExportAuditor.check(failure, 0, offset++));
    }

    void receive(CheckedEvent event) {
        judge.onEvent(event, event.facts().receivedAt(), state, this);
    }

    void receiveCommit(long time, PrivateKey key) {
        receive(commit("relay", time, time, key));
    }

    void observe(long time, PrivateKey key) {
        String document = "{\"id\":\"" + ALICE.value() + "\",\"verificationMethod\":[{\"id\":\"" + ALICE.value()
                + "#atproto\",\"type\":\"Multikey\",\"controller\":\"" + ALICE.value()
                + "\",\"publicKeyMultibase\":\"" + key.publicKey().toMultikey()
                + "\"}],\"service\":[{\"id\":\"#atproto_pds\",\"type\":\"AtprotoPersonalDataServer\","
                + "\"serviceEndpoint\":\"https://pds.example.com\"}]}";
        observe(time, IdentityObservation.Kind.DID_DOCUMENT, document);
    }

    void observe(long time, IdentityObservation.Kind kind, String body) {
        judge.onObservation(
                new IdentityObservation(
                        ALICE.value(),
                        kind,
                        "https://plc.example/",
                        micros(time),
                        body.getBytes(StandardCharsets.UTF_8)),
                state,
                this);
    }

    /** What a log tells of keys; then past commits are judged again. */
    void learn(long time, KeyPeriod... periods) {
        IdentityState none = IdentityState.EMPTY;
        state.identity(new IdentityState(
                List.of(periods),
                none.otherKeys(),
                none.lastChangeAt(),
                "plc.example",
                none.operations(),
                micros(time),
                none.snapshots(),
                none.handle(),
                none.handleVerified(),
                none.handleObservedAt(),
                none.doubts()));
        state.keys(state.keys().withLog(List.of(periods)));
        new Reviser(new SignatureJudge(SignatureVerifiers.bouncyCastle(), DidJudge.DEFAULT_KEY_GRACE))
                .revise("the log changed", micros(time), state, this);
    }

    /** A period in seconds; {@link KeyPeriod#OPEN} is no second. */
    static KeyPeriod period(
            String operation, PrivateKey key, long from, long servedUntil, long validUntil, long undone) {
        return new KeyPeriod(
                operation,
                key.publicKey().toDidKey(),
                key.publicKey().curve(),
                key.publicKey().uncompressed(),
                0,
                micros(from),
                end(servedUntil),
                end(validUntil),
                end(undone));
    }

    private static long end(long second) {
        return second == KeyPeriod.OPEN ? second : micros(second);
    }

    void timeOut(long heldUpTo) {
        judge.onTimeout(micros(heldUpTo), state, this);
    }

    static long micros(long seconds) {
        return 1_700_000_000_000_000L + seconds * 1_000_000;
    }

    List<FindingCode> lastFindings() {
        return judgements.get(judgements.size() - 1).findings().stream()
                .map(finding -> finding.code())
                .toList();
    }

    @Override
    public void judged(CheckedEvent event, Judgement judgement) {
        told.add(event);
        if (event.kind() == EventKind.EXPORT) {
            exports.add(judgement);
            event.records().forEach(record -> records.add(record.action() + " " + record.rkey()));
        } else {
            out.add(event.facts().offset() + " " + judgement.verdict());
            judgements.add(judgement);
        }
    }

    @Override
    public void identity(JudgedIdentity identity) {}

    @Override
    public void revised(CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {
        revisions.add(event.facts().offset() + " " + before.verdict() + " -> " + after.verdict() + " " + revision);
        judgements.add(after);
    }

    @Override
    public void ask(IdentityRequest request) {
        asked.add(request);
    }

    @Override
    public void ask(RepoRequest request) {
        askedForExports.add(request);
    }
}

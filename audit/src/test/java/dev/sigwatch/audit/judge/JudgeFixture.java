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
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
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
    private long offset;

    /** A commit with a revision made at {@code time}, received then from {@code host}. */
    CheckedEvent commit(String host, long time, long revTime, PrivateKey key) {
        Cid data = Cid.ofDagCbor(new byte[] {(byte) revTime});
        Commit commit = Commit.sign(ALICE, data, Tid.of(micros(revTime), 1), key);
        return event(host, time, commit, Cid.ofDagCbor(commit.toBytes()), EventKind.COMMIT);
    }

    CheckedEvent event(String host, long time, Commit commit, Cid cid, EventKind kind) {
        return new CheckedEvent(
                new FrameFacts(host, offset, micros(time), true, 100, 0, offset++),
                kind,
                ALICE.value(),
                commit.rev().value(),
                "",
                cid.toString(),
                commit.data().toString(),
                "",
                1,
                commit.digest(),
                commit.signature(),
                List.of(),
                List.of(),
                commit.toBytes(),
                new byte[0]);
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
        out.add(event.facts().offset() + " " + judgement.verdict());
        judgements.add(judgement);
    }

    @Override
    public void ask(IdentityRequest request) {
        asked.add(request);
    }
}

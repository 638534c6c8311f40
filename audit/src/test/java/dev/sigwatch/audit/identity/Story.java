package dev.sigwatch.audit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.DidDocuments;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A DID's life as its directory tells it, and what the judge makes of it. Times are seconds. */
final class Story {
    static final long SECOND = 1_000_000;
    static final String PLC = "https://plc.directory";
    static final String WITNESS = "https://witness.example.com";

    final SplittableRandom random = new SplittableRandom(11);
    final PrivateKey top = key();
    final PrivateKey low = key();
    final List<SignedOperation> operations = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final Set<Integer> undone = new TreeSet<>();
    final IdentityJudge judge = new IdentityJudge(SignatureVerifiers.best());
    IdentityState state = IdentityState.EMPTY;
    IdentityDecision last = new IdentityDecision(state, null, List.of(), "");

    Story() {
        add(
                PlcOperation.genesis(
                                List.of(top.publicKey(), low.publicKey()),
                                key().publicKey(),
                                "a.example.com",
                                "https://pds.example.com")
                        .sign(low),
                0);
    }

    PrivateKey key() {
        return PrivateKey.generate(random.nextBoolean() ? Curve.K256 : Curve.P256, random);
    }

    PublicKey publicKey() {
        return key().publicKey();
    }

    Story add(SignedOperation operation, long second) {
        operations.add(operation);
        times.add(second);
        return this;
    }

    PlcOperation after(int place) {
        SignedPlcOperation operation = (SignedPlcOperation) operations.get(place);
        return operation.operation().after(operation.cid());
    }

    Did did() {
        return operations.get(0).deriveDid();
    }

    String cid(int place) {
        return operations.get(place).cid().toString();
    }

    private String entry(int place, String more) {
        return "{\"did\":\"" + did() + "\",\"operation\":"
                + operations.get(place).toJson() + ",\"cid\":\"" + cid(place) + "\"" + more + ",\"createdAt\":\""
                + Instant.ofEpochSecond(times.get(place)) + "\"}";
    }

    String log(int... places) {
        List<String> entries = new ArrayList<>();
        for (int place : places) {
            entries.add(entry(place, ",\"nullified\":" + undone.contains(place)));
        }
        return "[" + String.join(",", entries) + "]";
    }

    int[] all() {
        int[] places = new int[operations.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return places;
    }

    JudgedOrNot seesLog(long second) {
        return sees(Kind.PLC_AUDIT_LOG, PLC + "/" + did() + "/log/audit", second, log(all()));
    }

    JudgedOrNot seesLine(int place, long second) {
        return sees(Kind.PLC_OP, "wss://plc.directory/export/stream", second, entry(place, ",\"seq\":" + place));
    }

    JudgedOrNot seesDocument(String json, long second) {
        return sees(Kind.DID_DOCUMENT, PLC + "/" + did(), second, json);
    }

    String document(int place) {
        return DidDocuments.render(did(), ((SignedPlcOperation) operations.get(place)).operation());
    }

    JudgedOrNot sees(Kind kind, String source, long second, String body) {
        return sees(new IdentityObservation(did().value(), kind, source, second * SECOND, body.getBytes(UTF_8)));
    }

    JudgedOrNot sees(IdentityObservation observation) {
        last = judge.observe(observation, state);
        state = last.state();
        IdentityDecision again = judge.observe(observation, state);
        if (again.judged() != null
                || !again.questions().isEmpty()
                || !again.historyChange().isEmpty()
                || !again.state().equals(state)) {
            throw new AssertionError("the same observation again changed something: " + again);
        }
        return new JudgedOrNot(last);
    }

    /** What a test wants to know of a decision. */
    record JudgedOrNot(IdentityDecision decision) {
        boolean isNothing() {
            return decision.judged() == null
                    && decision.questions().isEmpty()
                    && decision.historyChange().isEmpty();
        }

        JudgedIdentity judged() {
            JudgedIdentity judged = decision.judged();
            if (judged == null) {
                throw new AssertionError("nothing was told");
            }
            return judged;
        }

        List<FindingCode> findings() {
            return judged().findings().stream().map(Finding::code).toList();
        }

        Set<FindingCode> ofOperations() {
            return judged().operations().stream()
                    .flatMap(operation -> operation.findings().stream())
                    .map(Finding::code)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        List<String> cids() {
            return judged().operations().stream().map(JudgedOperation::cid).toList();
        }
    }
}

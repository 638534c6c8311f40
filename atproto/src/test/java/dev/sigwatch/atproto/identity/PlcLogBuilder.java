package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.syntax.Did;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A log as a directory would serve it, one operation after the other; what it says of each can be wrong on purpose. */
final class PlcLogBuilder {
    static final SignatureVerifier VERIFIER = SignatureVerifiers.best();
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final SplittableRandom random;
    final PrivateKey top;
    final PrivateKey low;
    final List<SignedOperation> operations = new ArrayList<>();
    final List<Instant> times = new ArrayList<>();
    final List<Boolean> nullified = new ArrayList<>();

    PlcLogBuilder(long seed) {
        random = new SplittableRandom(seed);
        top = key();
        low = key();
        add(genesis().sign(low), START);
    }

    PrivateKey key() {
        return PrivateKey.generate(random.nextBoolean() ? Curve.K256 : Curve.P256, random);
    }

    final PlcOperation genesis() {
        PublicKey signing = key().publicKey();
        return PlcOperation.genesis(
                List.of(top.publicKey(), low.publicKey()), signing, "a.example.com", "https://pds.example.com");
    }

    /** A rotation of the signing key that follows on an operation. */
    PlcOperation after(int place) {
        return operation(place).after(operations.get(place).cid()).withSigningKey(key().publicKey());
    }

    PlcOperation operation(int place) {
        return ((SignedPlcOperation) operations.get(place)).operation();
    }

    PlcLogBuilder add(SignedOperation operation, Instant at) {
        operations.add(operation);
        times.add(at);
        nullified.add(false);
        return this;
    }

    PlcLogBuilder undone(int... places) {
        for (int place : places) {
            nullified.set(place, true);
        }
        return this;
    }

    Did did() {
        return operations.get(0).deriveDid();
    }

    String json() {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            entries.add("{\"did\":\"" + did() + "\",\"operation\":"
                    + operations.get(i).toJson() + ",\"cid\":\""
                    + operations.get(i).cid() + "\",\"nullified\":" + nullified.get(i) + ",\"createdAt\":\""
                    + times.get(i) + "\"}");
        }
        return "[" + String.join(",", entries) + "]";
    }

    List<LoggedOperation> log() {
        return LoggedOperation.ofAuditLog(json().getBytes(UTF_8));
    }

    PlcHistory replay() {
        return PlcHistory.replay(did(), log(), VERIFIER);
    }
}

package dev.sigwatch.simulator.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Histories that a directory should have refused to take, or tells wrongly. None of them touches the key that signs commits: whoever
 * believes them and whoever does not agree on that.
 */
final class BadPlcLogs {
    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration THEFT = Duration.ofDays(5);
    /** More than 72 hours after it. */
    private static final Duration TOO_LATE = Duration.ofDays(1);

    private static final Duration RECENTLY = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private BadPlcLogs() {}

    static Plan lateRecovery() {
        return invalid(
                "The directory took a recovery four days after what it undoes.",
                "PLC_LATE_RECOVERY",
                (registrar, account) -> undone(registrar, account, TOO_LATE));
    }

    static Plan unauthorised() {
        return invalid(
                "The directory took an operation that no rotation key signed.",
                "PLC_SIG_INVALID",
                (registrar, account) -> account.identity()
                        .changed(
                                state -> state.withHandle("seized.example.com"),
                                registrar.newKey(),
                                registrar.ago(RECENTLY)));
    }

    static Plan paddedSignature() {
        return invalid(
                "The directory took an operation whose signature is padded.",
                "PLC_SIG_ENCODING",
                (registrar, account) -> {
                    SignedPlcOperation signed = next(account).sign(account.rotationKey());
                    return account.identity()
                            .with(PlcEntry.of(
                                    new SignedPlcOperation(signed.operation(), signed.sig() + "=="),
                                    registrar.ago(RECENTLY)));
                });
    }

    static Plan unknownField() {
        return invalid(
                "The directory took an operation with a field that its type does not have.",
                "PLC_UNKNOWN_FIELDS",
                (registrar, account) -> {
                    PlcOperation next = next(account);
                    ObjectNode fields = fields(next.sign(account.rotationKey()));
                    fields.remove("sig");
                    fields.put("note", "signed like the others");
                    return account.identity()
                            .with(RawPlcOperation.signed(fields, account.rotationKey(), next, registrar.ago(RECENTLY)));
                });
    }

    static Plan wrongNullifiedFlag() {
        return invalid(
                "The directory says that an operation stands which a recovery undid.",
                "PLC_NULLIFIED_FLAG",
                (registrar, account) ->
                        undone(registrar, account, THEFT.minusDays(1)).with(1, entry -> entry.nullified(false)));
    }

    static Plan wrongCid() {
        return invalid(
                "The directory serves an operation under a name that is not its hash.",
                "PLC_CID_MISMATCH",
                (registrar, account) -> {
                    PlcEntry genesis = account.identity().head();
                    PlcIdentity renamed = account.identity()
                            .changed(
                                    state -> state.withHandle(account.handle()),
                                    account.rotationKey(),
                                    registrar.ago(RECENTLY));
                    return renamed.with(
                            1,
                            entry -> new PlcEntry(
                                    genesis.cid(),
                                    entry.prev(),
                                    entry.json(),
                                    entry.acceptedAt(),
                                    false,
                                    entry.state()));
                });
    }

    /** Another rotation key, and its undoing. */
    private static PlcIdentity undone(Registrar registrar, SimulatedAccount account, Duration ago) {
        PrivateKey thief = registrar.newKey();
        return account.identity()
                .changed(
                        state -> state.withRotationKeys(List.of(thief.publicKey())),
                        account.rotationKey(),
                        registrar.ago(THEFT))
                .changedAfter(
                        0,
                        state -> state.withRotationKeys(
                                List.of(account.ownerKey().publicKey())),
                        account.ownerKey(),
                        registrar.ago(ago));
    }

    private static Plan invalid(
            String sentence, String finding, BiFunction<Registrar, SimulatedAccount, PlcIdentity> history) {
        return Plan.past(sentence, Expectation.VERIFIED, (registrar, handle) -> {
                    SimulatedAccount account = registrar.account(handle, AGE);
                    registrar.become(account, history.apply(registrar, account));
                    return account;
                })
                .raising(Alarms.of("K5").finding(finding));
    }

    private static PlcOperation next(SimulatedAccount account) {
        return account.identity()
                .state()
                .after(Cid.parse(account.identity().head().cid()))
                .withHandle("renamed-" + account.handle());
    }

    private static ObjectNode fields(SignedPlcOperation signed) {
        try {
            return (ObjectNode) JSON.readTree(signed.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written", e);
        }
    }
}

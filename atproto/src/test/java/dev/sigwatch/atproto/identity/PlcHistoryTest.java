package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import dev.sigwatch.atproto.syntax.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlcHistoryTest {
    private static final Instant DAY_1 = PlcLogBuilder.START.plus(Duration.ofDays(1));
    private static final Instant DAY_2 = PlcLogBuilder.START.plus(Duration.ofDays(2));
    private static final Duration WINDOW = Duration.ofDays(3);

    private final PlcLogBuilder log = new PlcLogBuilder(7);

    @Test
    void saysWhoSignedWhat() {
        log.add(log.after(0).sign(log.low), DAY_1).add(log.after(1).sign(log.top), DAY_2);

        PlcHistory history = log.replay();

        assertThat(history.isValid()).isTrue();
        assertThat(history.steps()).extracting(PlcStep::signerIndex).containsExactly(1, 1, 0);
        assertThat(history.steps().get(1).signerKey())
                .isEqualTo(log.low.publicKey().toDidKey());
        assertThat(history.head()).isEqualTo(2);
    }

    @Test
    void aStrongerKeyUndoesOnBothAxes() {
        log.add(log.after(0).sign(log.low), DAY_1)
                .add(log.after(1).sign(log.low), DAY_2)
                .add(log.after(0).sign(log.top), DAY_1.plus(WINDOW))
                .undone(1, 2);

        PlcHistory history = log.replay();

        assertThat(kinds(history)).isEmpty();
        assertThat(history.steps()).extracting(PlcStep::nullifiedBy).containsExactly(-1, 3, 3, -1);
        assertThat(history.head()).isEqualTo(3);
        assertThat(history.asServedAt(micros(DAY_2))).isEqualTo(2);
        assertThat(history.canonicalAt(micros(DAY_2))).isZero();
        assertThat(history.asServedAt(micros(DAY_1) - 1)).isZero();
        assertThat(history.asServedAt(0)).isEqualTo(PlcStep.NONE);
        assertThat(history.step(PlcStep.NONE)).isNull();
    }

    @Test
    void isLateByOneMicrosecond() {
        log.add(log.after(0).sign(log.low), DAY_1)
                .add(log.after(0).sign(log.top), DAY_1.plus(WINDOW).plusNanos(1_000));

        PlcHistory history = log.replay();

        assertThat(kinds(history)).containsExactly(Kind.LATE_RECOVERY);
        assertThat(history.head()).as("the late one undoes nothing").isEqualTo(1);
        assertThat(history.asServedAt(Long.MAX_VALUE)).isEqualTo(2);
    }

    /** The window runs from the first operation displaced, however old the one it goes back to is. */
    @Test
    void goesBackToAnyOperationWhoseFollowersAreYoung() {
        Instant late = PlcLogBuilder.START.plus(Duration.ofDays(400));
        log.add(log.after(0).sign(log.low), late)
                .add(log.after(0).sign(log.top), late.plus(WINDOW))
                .undone(1);

        assertThat(kinds(log.replay())).isEmpty();
    }

    @Test
    void aKeyNotAboveTheOneDisplacedUndoesNothing() {
        log.add(log.after(0).sign(log.low), DAY_1).add(log.after(0).sign(log.low), DAY_2);

        assertThat(kinds(log.replay())).containsExactly(Kind.SIG_INVALID);
    }

    @Test
    void afterARecoveryByTheStrongestNobodyForksThere() {
        log.add(log.after(0).sign(log.low), DAY_1)
                .add(log.after(0).sign(log.top), DAY_2)
                .undone(1)
                .add(log.after(0).sign(log.top), DAY_2.plusSeconds(1));

        assertThat(kinds(log.replay())).containsExactly(Kind.SIG_INVALID);
    }

    @Test
    void nothingFollowsWhatWasUndone() {
        log.add(log.after(0).sign(log.low), DAY_1)
                .add(log.after(0).sign(log.top), DAY_2)
                .undone(1)
                .add(log.after(1).sign(log.top), DAY_2.plusSeconds(1));

        assertThat(kinds(log.replay())).containsExactly(Kind.PREV_NULLIFIED);
    }

    @Test
    void whatFollowsOnABrokenOperationHasNoPlaceEither() {
        PrivateKey stranger = log.key();
        log.add(log.after(0).sign(stranger), DAY_1).add(log.after(1).sign(log.top), DAY_2);

        PlcHistory history = log.replay();

        assertThat(kinds(history)).containsExactly(Kind.SIG_INVALID, Kind.SIG_INVALID);
        assertThat(history.head()).isZero();
    }

    @Test
    void tombstonesEndAndCanBeUndone() {
        log.add(PlcTombstone.sign(log.operations.get(0).cid(), log.low), DAY_1);
        assertThat(kinds(log.replay())).isEmpty();
        assertThat(log.replay().steps().get(1).isTombstone()).isTrue();

        log.add(log.after(0).sign(log.top), DAY_2).undone(1);
        assertThat(kinds(log.replay())).isEmpty();

        PlcLogBuilder dead = new PlcLogBuilder(8);
        dead.add(PlcTombstone.sign(dead.operations.get(0).cid(), dead.low), DAY_1);
        dead.add(dead.operation(0).after(dead.operations.get(1).cid()).sign(dead.top), DAY_2);
        assertThat(kinds(dead.replay())).containsExactly(Kind.AFTER_TOMBSTONE);
    }

    @Test
    void legacyFirstOperationsHashInTheirForm() {
        LegacyCreate create = LegacyCreate.sign(
                log.low.publicKey(), log.top.publicKey(), "old.example.com", "pds.example.com", log.low);
        log.operations.set(0, create);
        PlcOperation state = log.log().get(0).content();
        log.add(state.after(create.cid()).withHandle("new.example.com").sign(log.top), DAY_1);

        PlcHistory history = log.replay();

        assertThat(kinds(history)).isEmpty();
        assertThat(history.steps()).extracting(PlcStep::signerIndex).containsExactly(1, 0);
        assertThat(log.log().get(0).pds()).isEqualTo("https://pds.example.com");
        assertThat(log.log().get(0).handles()).containsExactly("old.example.com");
        assertThat(log.log().get(0).document()).contains("\"serviceEndpoint\":\"https://pds.example.com\"");
    }

    @Test
    void flagsAreCheckedNotBelieved() {
        log.add(log.after(0).sign(log.low), DAY_1).add(log.after(0).sign(log.top), DAY_2);
        PlcHistory history = log.replay();

        assertThat(kinds(history)).containsExactly(Kind.NULLIFIED_FLAG);
        assertThat(history.steps().get(1).problems()).hasSize(1);
        assertThat(history.head()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"alsoKnownAs\":[ | \"alsoKnownAs\":[1,          | FIELDS",
                "\"rotationKeys\":[ | \"rotationKeys\":[\"zQ3\",   | FIELDS",
                "\"type\":\"plc_operation\" | \"type\":\"plc_operation\",\"x\":1 | UNKNOWN_FIELDS",
                "\"endpoint\": | \"more\":[],\"endpoint\":         | UNKNOWN_FIELDS",
                "\"sig\":\" | \"sig\":\"=                        | SIG_ENCODING",
                "pds.example.com | pds.example.org                 | SIG_INVALID",
            })
    void fieldsAreExact(String from, String to, Kind expected) {
        PlcHistory history = tampered(json -> json.replace(from, to));

        assertThat(kinds(history)).contains(expected, Kind.GENESIS_HASH, Kind.CID_MISMATCH);
        assertThat(history.head()).isEqualTo(PlcStep.NONE);
    }

    @Test
    void whatHasNoCanonicalFormIsTold() {
        PlcHistory history = tampered(json -> json.replace("\"prev\":null", "\"prev\":null,\"x\":1.5"));

        assertThat(kinds(history)).contains(Kind.FIELDS, Kind.UNKNOWN_FIELDS);
    }

    @Test
    void anotherDidsOperationIsNone() {
        Did other = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");

        assertThat(kinds(PlcHistory.replay(other, log.log(), PlcLogBuilder.VERIFIER)))
                .containsExactlyInAnyOrder(Kind.OTHER_DID, Kind.GENESIS_HASH);
    }

    @Test
    void timesThatDoNotIncreaseAreTold() {
        log.add(log.after(0).sign(log.low), PlcLogBuilder.START);

        PlcHistory history = log.replay();

        assertThat(kinds(history)).containsExactly(Kind.TIME_ORDER);
        assertThat(history.head()).as("it was taken all the same").isEqualTo(1);
    }

    @Test
    void aSecondFirstOperationFollowsNothing() {
        log.add(log.genesis().sign(log.low), DAY_1);

        assertThat(kinds(log.replay())).containsExactly(Kind.PREV_UNKNOWN);
    }

    /** One by one or all at once is the same, and nothing is verified twice. */
    @Test
    void goesOnFromWhereItWas() {
        log.add(log.after(0).sign(log.low), DAY_1)
                .add(log.after(0).sign(log.top), DAY_2)
                .undone(1)
                .add(log.after(2).sign(log.low), DAY_2.plusSeconds(9));
        PlcHistory whole = log.replay();
        PlcHistory grown = PlcHistory.of(log.did(), List.of());
        for (LoggedOperation operation : log.log()) {
            grown = PlcHistory.of(
                    log.did(), grown.plus(operation, PlcLogBuilder.VERIFIER).steps());
        }
        CountingVerifier counting = new CountingVerifier();

        assertThat(grown.steps()).isEqualTo(whole.steps());
        assertThat(whole.replayed(log.log(), counting).steps()).isEqualTo(whole.steps());
        assertThat(counting.calls).isZero();
        assertThat(PlcHistory.of(log.did(), whole.steps().subList(0, 3))
                        .replayed(log.log(), counting)
                        .steps())
                .isEqualTo(whole.steps());
        assertThat(counting.calls).isBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "null", ""})
    void refusesWhatIsNoLog(String json) {
        assertThatThrownBy(() -> LoggedOperation.ofAuditLog(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void takesNoMoreOperationsThanItsBound() {
        String tooMany = "[{}" + ",{}".repeat(LoggedOperation.MAX_OPERATIONS) + "]";

        assertThatThrownBy(() -> LoggedOperation.ofAuditLog(tooMany.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    private PlcHistory tampered(UnaryOperator<String> change) {
        List<LoggedOperation> changed =
                LoggedOperation.ofAuditLog(change.apply(log.json()).getBytes(UTF_8));
        return PlcHistory.replay(log.did(), changed, PlcLogBuilder.VERIFIER);
    }

    private static List<Kind> kinds(PlcHistory history) {
        return history.steps().stream()
                .flatMap(step -> step.problems().stream())
                .map(PlcProblem::kind)
                .toList();
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000;
    }

    private static final class CountingVerifier implements SignatureVerifier {
        private int calls;

        @Override
        public boolean verify(dev.sigwatch.atproto.crypto.PublicKey key, byte[] digest, byte[] signature) {
            calls++;
            return PlcLogBuilder.VERIFIER.verify(key, digest, signature);
        }

        @Override
        public String name() {
            return "counting";
        }
    }
}

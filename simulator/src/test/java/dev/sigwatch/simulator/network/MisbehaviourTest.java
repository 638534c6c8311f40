package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.stream.DecodedFrame;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.FrameLimits;
import dev.sigwatch.atproto.stream.FrameProblem;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised of each misbehaviour is true of its bytes, by the library's own readers. */
class MisbehaviourTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Set<Misbehaviour> STORIES_HERE =
            Set.of(Misbehaviour.NONCANONICAL_ENVELOPE, Misbehaviour.TOO_BIG_FLAG, Misbehaviour.SEQ_REGRESSION);
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();

    private final SimulatedNetwork network = new SimulatedNetwork(11, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @EnumSource
    void honestTrafficGoesOnAfterwards(Misbehaviour misbehaviour) {
        List<SentFrame> sent = network.misbehave(misbehaviour);
        SimulatedAccount account = network.accounts().get(0);
        String rev = account.rev();
        SentFrame next = network.post(account);

        RepoEvent.Commit event = (RepoEvent.Commit)
                Objects.requireNonNull(FrameDecoder.decode(next.bytes()).event());
        assertThat(Objects.requireNonNull(event.since()).value()).isEqualTo(rev);
        assertThat(sent)
                .filteredOn(frame -> frame.cause() == misbehaviour && frame.delivery() != Delivery.WITHHELD)
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.expected()).isEqualTo(misbehaviour.expected()));
        assertThat(sent)
                .filteredOn(frame -> frame.cause() == null)
                .allSatisfy(frame -> assertThat(frame.expected().findings()).isEmpty());
        assertThat(Misbehaviour.ofWireName(misbehaviour.wireName())).contains(misbehaviour);
        assertThat(misbehaviour.sentence()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void badBytesAreBadInTheWayTheySay(Misbehaviour misbehaviour) {
        // Of trees and histories, ProofMisbehaviourTest and ChainMisbehaviourTest.
        boolean isHere = misbehaviour.act() instanceof Act.Frame || STORIES_HERE.contains(misbehaviour);
        if (!isHere
                || ProofMisbehaviourTest.isAboutProof(misbehaviour)
                || misbehaviour == Misbehaviour.RESIGNED_COMMIT) {
            return;
        }
        SimulatedAccount account = network.account("someone");
        SentFrame before = network.push(account, "app", "v1").get(1);
        SentFrame sent = network.misbehave(misbehaviour, account);
        Opened opened = Opened.of(sent.bytes());
        boolean isAsPromised =
                switch (misbehaviour) {
                    case FLIPPED_SIGNATURE_BIT, WRONG_KEY ->
                        opened.form(account) == SignatureForm.OK && !opened.verifies(account);
                    case HIGH_S -> opened.form(account) == SignatureForm.HIGH_S && opened.twinVerifies(account);
                    case DER_SIGNATURE -> opened.has(CommitProblem.SIGNATURE_DER);
                    case SHORT_SIGNATURE -> opened.has(CommitProblem.SIGNATURE_LENGTH);
                    case WRONG_PURPOSE_KEY ->
                        opened.verifies(account.rotationKey().publicKey()) && !opened.verifies(account);
                    case COMMIT_FOR_ANOTHER_DID ->
                        opened.verifies(account) && !opened.commit().did().equals(account.did());
                    case COMMIT_FOR_ANOTHER_REVISION ->
                        opened.verifies(account)
                                && !opened.commit().rev().value().equals(sent.rev());
                    case NONCANONICAL_COMMIT -> opened.has(CommitProblem.NON_CANONICAL);
                    case UNKNOWN_COMMIT_FIELD -> opened.onlyWrong(CommitProblem.UNKNOWN_FIELDS, account);
                    case MISSING_COMMIT_FIELD -> opened.onlyWrong(CommitProblem.FIELD, account);
                    case COMMIT_REV_SYNTAX -> opened.has(CommitProblem.REV_SYNTAX);
                    case COMMIT_VERSION_4 -> opened.onlyWrong(CommitProblem.VERSION, account);
                    case COMMIT_V2 -> opened.onlyWrong(CommitProblem.VERSION_2, account);
                    case COMMIT_NOT_A_MAP -> opened.has(CommitProblem.UNREADABLE);
                    case FUTURE_REV ->
                        opened.verifies(account)
                                && opened.commit().rev().micros()
                                        > NOW.plusSeconds(3_000).toEpochMilli() * 1_000;
                    case LOWER_REV ->
                        opened.verifies(account)
                                && opened.commit().rev().value().compareTo(before.rev()) < 0;
                    case CAR_BLOCK_WRONG_HASH ->
                        opened.verifies(account)
                                && opened.archive()
                                        .hashMismatches()
                                        .equals(List.of(opened.commit().data()));
                    case MISSING_COMMIT_BLOCK ->
                        opened.reading == null && opened.archive().blockCount() > 0;
                    case MISSING_RECORD_BLOCK -> opened.verifies(account) && opened.missingRecords() == 1;
                    case COMMIT_NOT_FIRST_ROOT ->
                        opened.verifies(account)
                                && !opened.archive()
                                        .roots()
                                        .get(0)
                                        .equals(opened.event().commit());
                    case CAR_GARBAGE ->
                        opened.car == null && opened.decoded.problems().isEmpty();
                    case OVERSIZE_BLOCKS ->
                        opened.verifies(account)
                                && opened.event().blocks().length() > FrameLimits.COMMIT_BLOCKS_BYTES
                                && sent.bytes().length < FrameLimits.FRAME_BYTES;
                    case OVERSIZE_RECORD ->
                        opened.verifies(account)
                                && opened.longestRecord() > FrameLimits.RECORD_BYTES
                                && opened.event().blocks().length() < FrameLimits.COMMIT_BLOCKS_BYTES;
                    case TOO_MANY_OPS ->
                        opened.verifies(account) && opened.event().opsCount() == 201;
                    case TRUNCATED_FRAME, GARBAGE_FRAME, EMPTY_FRAME -> opened.is(FrameProblem.MALFORMED);
                    case TEXT_FRAME -> opened.is(FrameProblem.MALFORMED) && sent.delivery() == Delivery.TEXT;
                    case OVERSIZE_FRAME -> opened.is(FrameProblem.TOO_LARGE) && sent.bytes().length == 5_000_001;
                    case ENVELOPE_FIELD_MISSING -> opened.is(FrameProblem.FIELD_MISSING);
                    case ENVELOPE_SYNTAX -> opened.is(FrameProblem.FIELD_SYNTAX);
                    case NONCANONICAL_ENVELOPE -> opened.is(FrameProblem.NON_CANONICAL) && opened.verifies(account);
                    case TOO_BIG_FLAG -> opened.event().tooBig() && opened.verifies(account);
                    case REPLAYED_FRAME -> Arrays.equals(sent.bytes(), before.bytes());
                    case REPEATED_COMMIT ->
                        opened.commit().rev().value().equals(before.rev()) && sent.seq() == sent.position();
                    case SEQ_REGRESSION ->
                        opened.verifies(account)
                                && sent.seq() == before.seq()
                                && sent.rev().compareTo(before.rev()) > 0;
                    case SYNC_REV_MISMATCH ->
                        opened.decoded.event() instanceof RepoEvent.Sync sync
                                && sync.rev().value().compareTo(account.rev()) > 0;
                    case UNKNOWN_TYPE ->
                        opened.decoded.event() instanceof RepoEvent.Unknown unknown && unknown.op() == 1;
                    case UNKNOWN_OP -> opened.decoded.event() instanceof RepoEvent.Unknown unknown && unknown.op() == 2;
                    case DEPRECATED_EVENT -> opened.decoded.event() instanceof RepoEvent.Deprecated;
                    case INFO_OUTDATED_CURSOR -> opened.decoded.event() instanceof RepoEvent.Info;
                    case ERROR_FRAME ->
                        opened.decoded.event() instanceof RepoEvent.Error
                                && sent.delivery() == Delivery.BINARY_THEN_CLOSE;
                    default -> throw new IllegalStateException("no check of " + misbehaviour);
                };
        assertThat(isAsPromised)
                .as(misbehaviour.sentence() + " " + opened.decoded.problems())
                .isTrue();
    }

    @Test
    void troubleWithAnIdentityNeedsAnAccountOfItsOwn() {
        SimulatedAccount account = network.account("someone");
        assertThatThrownBy(() -> network.misbehave(Misbehaviour.HIGH_S, account))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has committed");
        network.post(account);
        assertThatThrownBy(() -> network.misbehave(Misbehaviour.PLC_404, account))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plc-404");
    }

    /** A frame taken apart as far as it goes. */
    private record Opened(DecodedFrame decoded, @Nullable Car car, CommitReader.@Nullable Reading reading) {

        static Opened of(byte[] frame) {
            DecodedFrame decoded = FrameDecoder.decode(frame);
            if (!(decoded.event() instanceof RepoEvent.Commit event)) {
                return new Opened(decoded, null, null);
            }
            try {
                Slice blocks = event.blocks();
                Car car = Car.read(blocks.buf(), blocks.offset(), blocks.length());
                Slice block = car.block(event.commit()).orElse(null);
                return new Opened(
                        decoded,
                        car,
                        block == null ? null : CommitReader.read(block.buf(), block.offset(), block.length()));
            } catch (MalformedException e) {
                return new Opened(decoded, null, null);
            }
        }

        RepoEvent.Commit event() {
            return (RepoEvent.Commit) Objects.requireNonNull(decoded.event());
        }

        Car archive() {
            return Objects.requireNonNull(car);
        }

        Commit commit() {
            return Objects.requireNonNull(Objects.requireNonNull(reading).commit());
        }

        boolean has(CommitProblem problem) {
            return Objects.requireNonNull(reading).problems().contains(problem);
        }

        boolean onlyWrong(CommitProblem problem, SimulatedAccount account) {
            return Objects.requireNonNull(reading).problems().equals(Set.of(problem)) && verifies(account);
        }

        boolean is(FrameProblem problem) {
            return decoded.problems().stream()
                    .map(DecodedFrame.Problem::kind)
                    .toList()
                    .equals(List.of(problem));
        }

        SignatureForm form(SimulatedAccount account) {
            return SignatureForm.of(account.publicKey().curve(), commit().signature());
        }

        boolean verifies(SimulatedAccount account) {
            return verifies(account.publicKey());
        }

        boolean verifies(PublicKey key) {
            return VERIFIER.verify(key, commit().digest(), commit().signature());
        }

        boolean twinVerifies(SimulatedAccount account) {
            PublicKey key = account.publicKey();
            Curve curve = key.curve();
            return VERIFIER.verify(key, commit().digest(), SignatureForm.twin(curve, commit().signature()));
        }

        long missingRecords() {
            return event().ops().stream()
                    .filter(op -> op.cid() != null && archive().block(op.cid()).isEmpty())
                    .count();
        }

        int longestRecord() {
            return event().ops().stream()
                    .mapToInt(op -> archive()
                            .block(Objects.requireNonNull(op.cid()))
                            .orElseThrow()
                            .length())
                    .max()
                    .orElse(0);
        }
    }
}

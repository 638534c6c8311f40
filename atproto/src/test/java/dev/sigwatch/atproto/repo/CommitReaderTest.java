package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommitReaderTest {
    private static final Did ALICE = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final Cid DATA = Cid.ofDagCbor(new byte[] {1});
    private static final Tid REV = Tid.of(1_700_000_000_000_000L, 7);

    @ParameterizedTest
    @EnumSource(Curve.class)
    void readsBackWhatItSignedAndTheSignatureVerifies(Curve curve) {
        PrivateKey key = PrivateKey.generate(curve, new SplittableRandom(1));
        Commit signed = Commit.sign(ALICE, DATA, REV, key);

        CommitReader.Reading reading = read(signed.toBytes());

        assertThat(reading.problems()).isEmpty();
        Commit commit = Objects.requireNonNull(reading.commit());
        assertThat(commit.did()).isEqualTo(ALICE);
        assertThat(commit.data()).isEqualTo(DATA);
        assertThat(commit.rev()).isEqualTo(REV);
        assertThat(commit.digest()).isEqualTo(signed.digest());
        assertThat(SignatureVerifiers.bouncyCastle().verify(key.publicKey(), commit.digest(), commit.signature()))
                .isTrue();
    }

    @Test
    void aPreviousCommitIsPartOfTheSignedBytes() {
        byte[] without = Commit.sign(ALICE, DATA, REV, key()).digest();
        byte[] with = Objects.requireNonNull(
                        read(block(fields -> fields.writeText("prev").writeLink(DATA), 3, new byte[64]))
                                .commit())
                .digest();
        assertThat(with).isNotEqualTo(without);
    }

    @Test
    void namesWhatIsWrong() {
        assertProblem(block(3, new byte[63]), CommitProblem.SIGNATURE_LENGTH);
        byte[] der = new byte[70];
        der[0] = 0x30;
        der[1] = 68;
        assertProblem(block(3, der), CommitProblem.SIGNATURE_DER);
        assertProblem(block(2, new byte[64]), CommitProblem.VERSION_2);
        assertProblem(block(4, new byte[64]), CommitProblem.VERSION);
        assertProblem(withUnknownField(), CommitProblem.UNKNOWN_FIELDS);
        assertProblem(withoutPrev(), CommitProblem.FIELD);
        assertProblem(withRev("not-a-tid"), CommitProblem.REV_SYNTAX);
        assertProblem(new byte[] {0x01}, CommitProblem.UNREADABLE);
        assertProblem(Arrays.copyOf(block(3, new byte[64]), 40), CommitProblem.UNREADABLE);
    }

    @Test
    void aCopyThatIsNotCanonicalIsNotTheCommit() {
        byte[] block = block(3, new byte[64]);
        byte[] longHead = new byte[block.length + 1];
        longHead[0] = (byte) 0xb8;
        longHead[1] = 6;
        System.arraycopy(block, 1, longHead, 2, block.length - 1);
        assertProblem(longHead, CommitProblem.NON_CANONICAL);
        assertProblem(Arrays.copyOf(block, block.length + 1), CommitProblem.NON_CANONICAL);
    }

    @Test
    void aMapOfManyFieldsIsNotReadFurther() {
        CborWriter writer = new CborWriter().writeMap(300);
        for (int i = 0; i < 300; i++) {
            writer.writeText(String.format("%03d", i)).writeNull();
        }
        CommitReader.Reading reading = read(writer.toBytes());
        assertThat(reading.commit()).isNull();
        assertThat(reading.problems()).isNotEmpty();
    }

    private static void assertProblem(byte[] block, CommitProblem problem) {
        assertThat(read(block).problems()).as(problem.name()).contains(problem);
    }

    private static CommitReader.Reading read(byte[] block) {
        byte[] padded = new byte[block.length + 7];
        System.arraycopy(block, 0, padded, 3, block.length);
        return CommitReader.read(padded, 3, block.length);
    }

    private static PrivateKey key() {
        return PrivateKey.generate(Curve.K256, new SplittableRandom(2));
    }

    private static byte[] block(int version, byte[] signature) {
        return block(fields -> fields.writeText("prev").writeNull(), version, signature);
    }

    private static byte[] block(Consumer<CborWriter> prev, int version, byte[] signature) {
        CborWriter writer = new CborWriter().writeMap(6);
        writer.writeText("did").writeText(ALICE.value());
        writer.writeText("rev").writeText(REV.value());
        writer.writeText("sig").writeBytes(signature);
        writer.writeText("data").writeLink(DATA);
        prev.accept(writer);
        writer.writeText("version").writeInt(version);
        return writer.toBytes();
    }

    private static byte[] withUnknownField() {
        CborWriter writer = new CborWriter().writeMap(7);
        writer.writeText("did").writeText(ALICE.value());
        writer.writeText("rev").writeText(REV.value());
        writer.writeText("sig").writeBytes(new byte[64]);
        writer.writeText("data").writeLink(DATA);
        writer.writeText("prev").writeNull();
        writer.writeText("extra").writeNull();
        writer.writeText("version").writeInt(3);
        return writer.toBytes();
    }

    private static byte[] withoutPrev() {
        CborWriter writer = new CborWriter().writeMap(5);
        writer.writeText("did").writeText(ALICE.value());
        writer.writeText("rev").writeText(REV.value());
        writer.writeText("sig").writeBytes(new byte[64]);
        writer.writeText("data").writeLink(DATA);
        writer.writeText("version").writeInt(3);
        return writer.toBytes();
    }

    private static byte[] withRev(String rev) {
        CborWriter writer = new CborWriter().writeMap(6);
        writer.writeText("did").writeText(ALICE.value());
        writer.writeText("rev").writeText(rev);
        writer.writeText("sig").writeBytes(new byte[64]);
        writer.writeText("data").writeLink(DATA);
        writer.writeText("prev").writeNull();
        writer.writeText("version").writeInt(3);
        return writer.toBytes();
    }
}

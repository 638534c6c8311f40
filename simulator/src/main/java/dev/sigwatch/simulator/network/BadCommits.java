package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.repo.Commit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Commits and signatures that are wrong, each in one respect, in frames that are otherwise in order. */
final class BadCommits {
    private static final int SCALAR = 32;
    private static final int SIGNATURE = 2 * SCALAR;
    private static final Duration AHEAD = Duration.ofHours(1);

    private BadCommits() {}

    static byte[] flippedSignatureBit(Scene scene) {
        return resigned(scene, signature -> {
            byte[] flipped = signature.clone();
            flipped[SIGNATURE - 1] ^= 1;
            return flipped;
        });
    }

    static byte[] highS(Scene scene) {
        Curve curve = scene.account().publicKey().curve();
        return resigned(scene, signature -> SignatureForm.twin(curve, signature));
    }

    static byte[] derSignature(Scene scene) {
        return resigned(scene, signature -> {
            byte[] r = new BigInteger(1, Arrays.copyOf(signature, SCALAR)).toByteArray();
            byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, SCALAR, SIGNATURE)).toByteArray();
            byte[] der = new byte[6 + r.length + s.length];
            der[0] = 0x30;
            der[1] = (byte) (4 + r.length + s.length);
            der[2] = 2;
            der[3] = (byte) r.length;
            System.arraycopy(r, 0, der, 4, r.length);
            der[4 + r.length] = 2;
            der[5 + r.length] = (byte) s.length;
            System.arraycopy(s, 0, der, 6 + r.length, s.length);
            return der;
        });
    }

    static byte[] shortSignature(Scene scene) {
        return resigned(scene, signature -> Arrays.copyOf(signature, SIGNATURE - 1));
    }

    static byte[] wrongKey(Scene scene) {
        return scene.draft().withKey(scene.unpublishedKey()).frame();
    }

    static byte[] forAnotherDid(Scene scene) {
        CommitDraft draft = scene.draft();
        return draft.frame(draft.withDid(scene.bystander()).commitBlock());
    }

    static byte[] forAnotherRevision(Scene scene) {
        CommitDraft draft = scene.draft();
        return draft.frame(draft.withRev(scene.shifted(draft.rev(), 1)).commitBlock());
    }

    static byte[] futureRev(Scene scene) {
        CommitDraft draft = scene.draft();
        return draft.withRev(scene.shifted(draft.rev(), AHEAD.toMillis() * 1_000))
                .frame();
    }

    static byte[] lowerRev(Scene scene) {
        CommitDraft draft = scene.draft();
        if (draft.since() == null) {
            throw new IllegalStateException("an account that misbehaves has committed before");
        }
        return draft.withRev(scene.shifted(draft.since(), -1)).frame();
    }

    /** The last byte, version 3, with a head longer than need be. */
    static byte[] noncanonical(Scene scene) {
        CommitDraft draft = scene.draft();
        byte[] canonical = draft.commitBlock().data();
        byte[] longer = Arrays.copyOf(canonical, canonical.length + 1);
        longer[canonical.length - 1] = 0x18;
        longer[canonical.length] = Commit.VERSION;
        return draft.frame(Block.ofDagCbor(longer));
    }

    static byte[] unknownField(Scene scene) {
        return signing(scene, commit -> commit.with("extra", CborValue.of("signed as well")));
    }

    static byte[] missingField(Scene scene) {
        return signing(scene, commit -> commit.without("prev"));
    }

    static byte[] badRevSyntax(Scene scene) {
        return signing(scene, commit -> commit.with("rev", CborValue.of("yesterday")));
    }

    static byte[] version4(Scene scene) {
        return signing(scene, commit -> commit.with("version", CborValue.of(4)));
    }

    static byte[] version2(Scene scene) {
        return signing(scene, commit -> commit.with("version", CborValue.of(2)));
    }

    static byte[] notAMap(Scene scene) {
        return scene.draft().frame(Block.ofDagCbor(CborValue.of("not a commit").encode()));
    }

    private static byte[] resigned(Scene scene, UnaryOperator<byte[]> other) {
        CommitDraft draft = scene.draft();
        Commit commit = draft.signed();
        Commit bad = new Commit(
                commit.did(),
                commit.data(),
                commit.rev(),
                commit.prev(),
                other.apply(commit.signature()),
                commit.digest());
        return draft.frame(Block.ofDagCbor(bad.toBytes()));
    }

    /** Changes the commit's fields and signs the result, so that nothing but the fields is wrong. */
    private static byte[] signing(Scene scene, UnaryOperator<CborValue.MapValue> change) {
        CommitDraft draft = scene.draft();
        CborValue.MapValue honest =
                (CborValue.MapValue) CborValue.decode(draft.commitBlock().data());
        CborValue.MapValue unsigned = change.apply(honest).without("sig");
        byte[] bytes = unsigned.encode();
        byte[] signature = draft.key().sign(new Sha256().hash(bytes, 0, bytes.length));
        return draft.frame(
                Block.ofDagCbor(unsigned.with("sig", CborValue.of(signature)).encode()));
    }
}

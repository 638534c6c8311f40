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
    /** Where there is no other commit, however fast they came. */
    private static final long BACK_MICROS = 1_000_000;

    private BadCommits() {}

    static Plan flippedSignatureBit() {
        return Plan.violation(
                "One bit of the commit's signature is flipped.",
                "SIG_UNKNOWN_KEY",
                scene -> resigned(scene, BadCommits::withLastBitFlipped));
    }

    static Plan highS() {
        return Plan.violation("The signature is replaced by its high-S twin.", "SIG_HIGH_S", scene -> {
            Curve curve = scene.account().publicKey().curve();
            return resigned(scene, signature -> SignatureForm.twin(curve, signature));
        });
    }

    static Plan derSignature() {
        return Plan.violation(
                "The signature is DER-encoded.", "SIG_FORMAT_DER", scene -> resigned(scene, BadCommits::der));
    }

    static Plan shortSignature() {
        return Plan.violation(
                "The signature lacks its last byte.",
                "SIG_FORMAT_LENGTH",
                scene -> resigned(scene, signature -> Arrays.copyOf(signature, SIGNATURE - 1)));
    }

    static Plan wrongKey() {
        return Plan.violation(
                "The commit is signed with a key nobody published.",
                "SIG_UNKNOWN_KEY",
                scene -> scene.draft().withKey(scene.unpublishedKey()).frame());
    }

    static Plan forAnotherDid() {
        return Plan.violation("The commit inside is another account's.", "ENVELOPE_COMMIT_MISMATCH", scene -> {
            CommitDraft draft = scene.draft();
            return draft.frame(draft.withDid(scene.bystander()).commitBlock());
        });
    }

    static Plan forAnotherRevision() {
        return Plan.violation(
                "The commit inside has another revision than the message.", "ENVELOPE_COMMIT_MISMATCH", scene -> {
                    CommitDraft draft = scene.draft();
                    return draft.frame(
                            draft.withRev(scene.shifted(draft.rev(), 1)).commitBlock());
                });
    }

    static Plan futureRev() {
        return Plan.violation("The revision lies an hour ahead.", "REV_FUTURE", scene -> {
            CommitDraft draft = scene.draft();
            return draft.withRev(scene.shifted(draft.rev(), AHEAD.toMillis() * 1_000))
                    .frame();
        });
    }

    static Plan lowerRev() {
        return Plan.violation("The revision lies below the last one.", "REV_REPLAY", scene -> {
            CommitDraft draft = scene.draft();
            if (draft.since() == null) {
                throw new IllegalStateException("an account that misbehaves has committed before");
            }
            return draft.withRev(scene.shifted(draft.since(), -BACK_MICROS)).frame();
        });
    }

    /** The last byte, version 3, with a head longer than need be. */
    static Plan noncanonical() {
        return Plan.violation("The commit is re-encoded with a longer head.", "CBOR_NONCANONICAL", scene -> {
            CommitDraft draft = scene.draft();
            byte[] canonical = draft.commitBlock().data();
            byte[] longer = Arrays.copyOf(canonical, canonical.length + 1);
            longer[canonical.length - 1] = 0x18;
            longer[canonical.length] = Commit.VERSION;
            return draft.frame(Block.ofDagCbor(longer));
        });
    }

    static Plan unknownField() {
        return Plan.violation(
                "The commit has a seventh field, signed like the others.",
                "COMMIT_UNKNOWN_FIELDS",
                scene -> signing(scene, commit -> commit.with("extra", CborValue.of("signed as well"))));
    }

    static Plan missingField() {
        return Plan.violation(
                "The commit has no prev.", "COMMIT_FIELD", scene -> signing(scene, commit -> commit.without("prev")));
    }

    static Plan badRevSyntax() {
        return Plan.violation(
                "The commit's revision is no TID.",
                "REV_SYNTAX",
                scene -> signing(scene, commit -> commit.with("rev", CborValue.of("yesterday"))));
    }

    static Plan version4() {
        return Plan.violation(
                "The commit says it is of version 4.",
                "COMMIT_VERSION",
                scene -> signing(scene, commit -> commit.with("version", CborValue.of(4))));
    }

    static Plan version2() {
        return Plan.violation(
                "The commit says it is of version 2.",
                "COMMIT_V2",
                scene -> signing(scene, commit -> commit.with("version", CborValue.of(2))));
    }

    static Plan notAMap() {
        return Plan.malformed("The commit block is a text.", "COMMIT_UNREADABLE", scene -> scene.draft()
                .frame(Block.ofDagCbor(CborValue.of("not a commit").encode())));
    }

    private static byte[] withLastBitFlipped(byte[] signature) {
        byte[] flipped = signature.clone();
        flipped[SIGNATURE - 1] ^= 1;
        return flipped;
    }

    private static byte[] der(byte[] signature) {
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

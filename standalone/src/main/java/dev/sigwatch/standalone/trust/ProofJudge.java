package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.check.TreeFindings;
import dev.sigwatch.standalone.trust.Conclusion.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges a portable proof of records with the identity of their account. Pure. */
public final class ProofJudge {
    private static final Set<Kind> ARCHIVE = EnumSet.of(Kind.CAR, Kind.HASH_MISMATCH);

    private final Trail trail;
    private final SignatureVerifier verifier;

    public ProofJudge(Trail trail, SignatureVerifier verifier) {
        this.trail = trail;
        this.verifier = verifier;
    }

    /**
     * Goes through all stages.
     *
     * @param car the proof
     * @param given a DID document or audit log
     */
    public ProofConclusion judge(byte[] car, byte[] given) {
        RecordProof proof = trail.stage("archive", () -> archive(RecordProof.read(car), car.length));
        if (proof == null) {
            throw new IllegalStateException("a proof, however bad, is one");
        }
        Cid cid = proof.commitCid();
        SignedRoot commit = cid == null ? null : trail.stage("commit", () -> commit(proof, car, cid));
        Identity identity = trail.stage("identity", () -> IdentityReader.file(given, null, verifier));
        if (commit == null) {
            return new ProofConclusion(Conclusion.of(trail, Subject.unseen("")), List.of());
        }
        trail.stage("did", () -> IdentityStages.did(commit, identity == null ? null : identity.did()));
        if (identity != null) {
            trail.stage("key", () -> IdentityStages.key(identity));
        }
        trail.stage("signature", () -> IdentityStages.signature(commit, identity, verifier));
        trail.stage("path", () -> path(proof, commit));
        List<RecordProof.Proven> redacted = redacted(proof, car);
        trail.stage("record", () -> redacted.isEmpty() ? record(proof, commit) : withoutContents(redacted, commit));
        List<RecordProof.Proven> records = redacted.isEmpty() ? proof.records() : redacted;
        Subject subject = new Subject(
                commit.did().value(),
                commit.rev(),
                commit.version(),
                records.size(),
                identity == null || identity.key() == null ? Proof.UNPROVEN : Proof.PASS,
                Proof.PASS,
                records.size() == 1
                        ? "the account's key signed a tree that has this record"
                        : "the account's key signed a tree that has these records");
        return new ProofConclusion(Conclusion.of(trail, subject), records);
    }

    /**
     * What a proof amounts to.
     *
     * @param records in the tree; worth something only with the verdict
     */
    public record ProofConclusion(Conclusion conclusion, List<RecordProof.Proven> records) {}

    private static Found<RecordProof> archive(RecordProof proof, int length) {
        List<Finding> findings = findings(proof, ARCHIVE);
        Found<RecordProof> found =
                Found.of(Amount.of(length, "byte") + ", every block what its CID says", findings, proof);
        return new Found<>(found.outcome(), found.detail(), found.findings(), proof);
    }

    private static Found<SignedRoot> commit(RecordProof proof, byte[] car, Cid cid) {
        Slice block = Car.read(car).block(cid).orElse(null);
        if (block == null) {
            return Found.fail("it is not in the archive");
        }
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        return CommitStage.of(SignedRoot.of(reading), cid, proof.commitProblems());
    }

    private static Found<Void> path(RecordProof proof, SignedRoot commit) {
        int nodes = proof.tree() == null ? 0 : proof.tree().nodes().size();
        return Found.of(
                Amount.of(nodes, "node") + " in place below the signed root " + commit.data(),
                findings(proof, EnumSet.complementOf(EnumSet.copyOf(ARCHIVE))),
                null);
    }

    private static Found<Void> record(RecordProof proof, SignedRoot commit) {
        if (proof.records().isEmpty()) {
            return proof.problems().isEmpty()
                    ? Found.fail("it proves none: no block in the archive is a record of its part of the tree")
                    : Found.none("not without the path");
        }
        return Found.pass(names(proof.records(), commit), null);
    }

    /**
     * Records that the tree has and the archive names, after its commit, without having them: their contents were redacted, their
     * hashes are proven all the same. They come without bytes.
     */
    private static List<RecordProof.Proven> redacted(RecordProof proof, byte[] car) {
        Mst tree = proof.tree();
        if (tree == null || !proof.records().isEmpty()) {
            return List.of();
        }
        List<Cid> roots = Car.read(car).roots();
        Set<Cid> named = Set.copyOf(roots.subList(1, roots.size()));
        List<RecordProof.Proven> records = new ArrayList<>();
        tree.entriesAtHand().forEach((path, cid) -> {
            if (named.contains(cid)) {
                records.add(new RecordProof.Proven(RepoPath.parse(path), cid, Slice.of(new byte[0])));
            }
        });
        return records;
    }

    private static Found<Void> withoutContents(List<RecordProof.Proven> records, SignedRoot commit) {
        return Found.pass(
                names(records, commit)
                        + ": its contents were redacted and are not in the archive; that the tree has a record with this hash is proven",
                null);
    }

    private static String names(List<RecordProof.Proven> records, SignedRoot commit) {
        return records.stream()
                .map(record -> "at://" + commit.did() + "/" + record.path() + " " + record.cid())
                .collect(Collectors.joining("; "));
    }

    private static List<Finding> findings(RecordProof proof, Set<Kind> kinds) {
        return proof.problems().stream()
                .filter(problem -> kinds.contains(problem.kind()))
                .map(TreeFindings::of)
                .toList();
    }
}

package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.repo.CommitProblem;
import dev.sigwatch.atproto.repo.ExportFile;
import dev.sigwatch.atproto.repo.RepoExport;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.check.TreeFindings;
import dev.sigwatch.standalone.trust.Conclusion.Subject;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges an export, with the identity of its account or without. Pure, but for reading the export. */
final class ExportJudge {
    private static final Set<Kind> ARCHIVE = EnumSet.of(Kind.CAR, Kind.HASH_MISMATCH);
    private static final Set<Kind> REBUILD = EnumSet.of(Kind.REBUILT_ROOT);
    private static final Set<Kind> RECORDS = EnumSet.of(Kind.RECORD_MISSING, Kind.VALUE_CID);
    private static final Set<Kind> TREE = EnumSet.complementOf(
            EnumSet.of(Kind.CAR, Kind.HASH_MISMATCH, Kind.REBUILT_ROOT, Kind.RECORD_MISSING, Kind.VALUE_CID));

    private final Trail trail;
    private final SignatureVerifier verifier;

    ExportJudge(Trail trail, SignatureVerifier verifier) {
        this.trail = trail;
        this.verifier = verifier;
    }

    /**
     * Goes through the stages from the archive on.
     *
     * @param identity null where there is none
     * @param expected whose it must be, null where that is not known
     * @throws IOException if the file cannot be read
     */
    Conclusion judge(ExportFile file, @Nullable Identity identity, @Nullable Did expected) throws IOException {
        long begun = trail.nanos();
        long[] indexed = {begun};
        RepoExport export = RepoExport.verify(file, () -> indexed[0] = trail.nanos());
        long walking = trail.nanos() - indexed[0];
        String bytes = Amount.of(export.bytes(), "byte") + ", every block what its CID says";
        trail.stage("archive", indexed[0] - begun, found(bytes, export, ARCHIVE));
        SignedRoot commit = export.commitBlock().length == 0 ? null : trail.stage("commit", () -> commit(export));
        if (commit == null) {
            return Conclusion.of(trail, unread(export, expected));
        }
        Did whose = expected != null || identity == null ? expected : identity.did();
        trail.stage("did", () -> IdentityStages.did(commit, whose));
        trail.stage("signature", () -> IdentityStages.signature(commit, identity, verifier));
        tree(export, commit, walking);
        return Conclusion.of(
                trail,
                new Subject(
                        expected == null ? commit.did().value() : expected.value(),
                        commit.rev(),
                        commit.version(),
                        export.records(),
                        identity == null || identity.key() == null ? Proof.UNPROVEN : Proof.PASS,
                        Proof.PASS,
                        "the account's key signed exactly these " + Amount.of(export.records(), "record")));
    }

    private static Subject unread(RepoExport export, @Nullable Did expected) {
        return new Subject(
                expected == null ? "" : expected.value(),
                "",
                export.commitProblems().contains(CommitProblem.VERSION_2) ? 2 : 0,
                0,
                Proof.NONE,
                Proof.NONE,
                "there is no commit");
    }

    private static Found<SignedRoot> commit(RepoExport export) {
        return CommitStage.of(
                SignedRoot.of(export.commit(), export.legacyCommit()),
                Cid.ofDagCbor(export.commitBlock()),
                export.commitProblems());
    }

    /** One walk of the tree finds all of it, so that its time is told once. */
    private void tree(RepoExport export, SignedRoot commit, long nanos) {
        boolean walked = export.rebuiltRoot() != null;
        trail.stage(
                "tree", nanos, found(Amount.of(export.nodes(), "node") + ", well-formed, none missing", export, TREE));
        trail.stage(
                "rebuild",
                0,
                walked
                        ? found(
                                "built anew from its records alone it has the signed root " + commit.data(),
                                export,
                                REBUILD)
                        : Found.<Void>none("not without the whole tree"));
        Found<Void> records = found(Amount.of(export.records(), "record") + ", none missing", export, RECORDS);
        trail.stage(
                "records",
                0,
                walked || records.outcome() != Outcome.PASS ? records : Found.<Void>none("not without the whole tree"));
    }

    private static Found<Void> found(String holds, RepoExport export, Set<Kind> kinds) {
        List<Finding> findings = export.problems().stream()
                .filter(problem -> kinds.contains(problem.kind()))
                .map(TreeFindings::of)
                .toList();
        return Found.of(holds, findings, null);
    }
}

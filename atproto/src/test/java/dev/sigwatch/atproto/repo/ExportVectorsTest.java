package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.mst.MissingNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.RecordProof.Proven;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import dev.sigwatch.atproto.syntax.Did;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports that others wrote. */
class ExportVectorsTest {
    private static final String BAFYREIEOVF =
            "indigo/repo-car/bafyreieovfuizojpw3zresz7sx3nk4trm2by23pt5rxbey3jme4uo5ogiu.car";
    private static final int MAX_PART = 8_000;

    @ParameterizedTest
    @CsvSource({
        "community/repo-stream/empty.car, 3, 0",
        "community/repo-stream/tiny.car, 3, 8",
        "community/repo-stream/little.car, 3, 278",
        "indigo/repo-car/greenground.repo.car, 3, 2",
        "indigo/repo-car/paul_staging.repo.car, 2, 185",
        BAFYREIEOVF + ", 2, 6",
    })
    void areWhole(String file, int version, int records) throws IOException {
        RepoExport export = verify(file);
        assertThat(export.problems()).isEmpty();
        assertThat(export.isComplete()).isEqualTo(version == 3);
        assertThat(export.legacyCommit() != null).isEqualTo(version == 2);
        assertThat(export.commitProblems()).isEqualTo(version == 3 ? Set.of() : Set.of(CommitProblem.VERSION_2));
        assertThat(export.rebuiltRoot()).isEqualTo(commit(export).data());
        assertThat(export.records()).isEqualTo(records);
        List<String> proven = new ArrayList<>();
        export.parts("", MAX_PART, part -> RecordProof.read(part)
                .records()
                .forEach(record -> proven.add(record.path().value())));
        assertThat(proven).hasSize(records).isSorted();
        System.out.println("vectors: export of " + records + " records, " + file);
    }

    @ParameterizedTest
    @CsvSource({
        "indigo/repo-car/greenground, .repo.car, true, false",
        "indigo/repo-car/paul_staging, .repo.car, true, true",
    })
    void areSignedByWhoTheDocumentSays(String name, String car, boolean verifies, boolean isItsDid) throws IOException {
        assertThat(signature(name + car, name + ".didDoc.json")).isEqualTo(List.of(verifies, isItsDid));
    }

    @Test
    void orAreNot() throws IOException {
        String document = "indigo/repo-car/did_plc_z5vnbioquyhivxirw3bbljmu.didDoc.json";
        assertThat(signature(BAFYREIEOVF, document)).isEqualTo(List.of(false, true));
    }

    @Test
    void aSliceProvesOneRecordAndIsNoExport() throws IOException {
        String file = "indigo/repo-car/repo_slice.car";
        RepoExport export = verify(file);
        assertThat(export.isComplete()).isFalse();
        assertThat(export.problems())
                .extracting(TreeProblem::kind)
                .contains(Kind.INCOMPLETE)
                .containsOnly(Kind.INCOMPLETE, Kind.RECORD_MISSING);
        assertThat(export.rebuiltRoot()).isNull();

        JsonNode expected = Vectors.json("indigo/repo-car/repo_slice_record.json");
        RecordProof proof = RecordProof.read(Vectors.bytes(file));
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.commitProblems()).containsExactly(CommitProblem.VERSION_2);
        assertThat(proof.records()).hasSize(1);
        Proven record = proof.records().get(0);
        Did did = Objects.requireNonNull(export.legacyCommit()).did();
        assertThat("at://" + did + "/" + record.path())
                .isEqualTo(expected.get("uri").textValue());
        assertThat(record.cid()).hasToString(expected.get("cid").textValue());

        Mst tree = Objects.requireNonNull(proof.tree());
        int unknown = 0;
        for (String path : List.of("app.bsky.actor.profile/self", "app.bsky.feed.like/3jquh3emtzo2o", "zz.zz.zz/a")) {
            try {
                assertThat(tree.get(path)).isEmpty();
            } catch (MissingNodeException e) {
                unknown++;
            }
        }
        assertThat(unknown).isPositive();
    }

    @Test
    void treesOfTheTestSuiteAreRebuilt() throws IOException {
        List<Path> files = Vectors.list("mst-test-suite/cars/exhaustive");
        Vectors.report("trees rebuilt from exports", files.size(), 128);
        for (Path file : files) {
            Car car = Car.read(Files.readAllBytes(file));
            List<Block> blocks = new ArrayList<>();
            car.cids()
                    .forEach(cid -> blocks.add(
                            new Block(cid, car.block(cid).orElseThrow().toBytes())));
            Cid root = car.roots().get(0);
            RepoExport export = RepoExport.verify(ExportFile.of(TestRepo.export(root, blocks)));
            assertThat(export.rebuiltRoot()).as(file.toString()).isEqualTo(root);
            assertThat(export.nodes()).isEqualTo(blocks.size());
            // Their keys are no paths, and their records are not there.
            assertThat(Set.of(Kind.KEY_SYNTAX, Kind.RECORD_MISSING))
                    .containsAll(
                            export.problems().stream().map(TreeProblem::kind).toList());
        }
    }

    /** Whether the document's key made the signature, and whether the commit is of the document's DID. */
    private static List<Boolean> signature(String file, String document) throws IOException {
        byte[] json = Vectors.bytes(document);
        Did did = Did.parse(new ObjectMapper().readTree(json).get("id").textValue());
        LegacyCommit commit = commit(verify(file));
        SignatureVerifier verifier = SignatureVerifiers.bouncyCastle();
        boolean verifies = verifier.verify(
                DidDocument.parse(json, did).signingKey().orElseThrow(), commit.digest(), commit.signature());
        System.out.println("vectors: signature of " + file + (verifies ? " verifies" : " does not verify"));
        return List.of(verifies, commit.did().equals(did));
    }

    /** The commit, of either version, as far as both have it. */
    private static LegacyCommit commit(RepoExport export) {
        Commit commit = export.commit();
        return commit == null
                ? Objects.requireNonNull(export.legacyCommit())
                : new LegacyCommit(commit.did(), commit.data(), commit.signature(), commit.digest());
    }

    private static RepoExport verify(String file) throws IOException {
        return RepoExport.verify(ExportFile.of(Vectors.bytes(file)));
    }
}

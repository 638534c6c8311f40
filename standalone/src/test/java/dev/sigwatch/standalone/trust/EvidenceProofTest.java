package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvidenceProofTest {
    private static final RepoPath PATH = RepoPath.parse("io.atcr.tag/v7");

    private final Publisher alice = new Publisher("https://pds.example.com", 60);
    private final Commit commit = alice.commit();
    private final Cid commitCid = Cid.ofDagCbor(commit.toBytes());

    @Test
    void anExportPartGivesTheProofOfOneOfItsRecords() {
        EvidenceProof proof = of("export-proof", alice.export(), PATH, alice.record(PATH.value()));
        byte[] car = Objects.requireNonNull(proof.car(), proof.hindrance());
        assertThat(RecordProof.read(car).records()).singleElement().satisfies(record -> assertThat(record.path())
                .isEqualTo(PATH));
    }

    @Test
    void whatEvidenceLacksIsSaid() {
        RepoPath other = RepoPath.parse("io.atcr.tag/none");
        assertThat(of("export-proof", alice.export(), other, alice.record(PATH.value()))
                        .hindrance())
                .contains("no such record");
        assertThat(of("export-proof", alice.export(), PATH, alice.record("io.atcr.tag/v8"))
                        .hindrance())
                .contains("no such record");
        Map<Cid, byte[]> nodes = new LinkedHashMap<>(alice.tree().nodes());
        nodes.keySet().removeAll(alice.tree().path(PATH.value()).keySet());
        assertThat(of("export-proof", Publisher.export(commit, nodes), PATH, alice.record(PATH.value()))
                        .hindrance())
                .contains("lacks tree node");
        assertThat(of("export-proof", Publisher.export(commit, alice.tree().nodes()), PATH, alice.record(PATH.value()))
                        .hindrance())
                .contains("lacks record");
        assertThat(of("frame", new byte[] {1}, PATH, alice.record(PATH.value())).hindrance())
                .contains("no commit");
        assertThat(of("export-proof", new byte[] {1}, PATH, alice.record(PATH.value()))
                        .hindrance())
                .contains("cannot be read");
    }

    private EvidenceProof of(String kind, byte[] evidence, RepoPath path, Cid record) {
        return EvidenceProof.of(kind, evidence, commitCid, path, record);
    }
}

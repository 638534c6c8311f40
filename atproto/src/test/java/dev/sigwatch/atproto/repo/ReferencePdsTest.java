package dev.sigwatch.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.RecordProof.Proven;
import dev.sigwatch.atproto.syntax.Did;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the official PDS (0.4.217) answered about an account of 30 posts and four tags: {@code getRepo}, {@code getRecord} of one
 * tag, and {@code getRecord} of a tag that is not there.
 */
class ReferencePdsTest {
    private static final String TAG = "io.atcr.tag/web_latest";
    private static final String ABSENT = "io.atcr.tag/nothing";

    @Test
    void itsExportIsWhole() throws IOException {
        RepoExport export = RepoExport.verify(ExportFile.of(resource("pds-repo.car")));
        assertThat(export.problems()).isEmpty();
        assertThat(export.commitProblems()).isEmpty();
        assertThat(export.isComplete()).isTrue();
        assertThat(export.records()).isEqualTo(34);
        assertThat(isSigned(export.commit())).isTrue();
        Map<String, Cid> tags = new HashMap<>();
        export.forEachRecord("io.atcr.", tags::put);
        assertThat(tags).hasSize(4);

        Proven record = RecordProof.read(resource("pds-record.car")).records().get(0);
        assertThat(tags).containsEntry(TAG, record.cid());
    }

    @Test
    void itsRecordIsProven() {
        RecordProof proof = RecordProof.read(resource("pds-record.car"));
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.commitProblems()).isEmpty();
        assertThat(isSigned(proof.commit())).isTrue();
        assertThat(proof.records()).singleElement().satisfies(record -> {
            assertThat(record.path()).hasToString(TAG);
            assertThat(DataModel.brokenRule(record.block())).isNull();
        });
    }

    @Test
    void itsAbsentRecordIsProvenAbsent() {
        RecordProof proof = RecordProof.read(resource("pds-absent.car"));
        assertThat(proof.problems()).isEmpty();
        assertThat(isSigned(proof.commit())).isTrue();
        assertThat(proof.records()).isEmpty();
        Mst tree = Objects.requireNonNull(proof.tree());
        assertThat(tree.get(ABSENT)).isEmpty();
    }

    private static boolean isSigned(@Nullable Commit commit) {
        Did did = Objects.requireNonNull(commit).did();
        DidDocument document = DidDocument.parse(resource("pds-did.json"), did);
        return SignatureVerifiers.bouncyCastle()
                .verify(document.signingKey().orElseThrow(), commit.digest(), commit.signature());
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReferencePdsTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

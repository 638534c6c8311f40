package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories that others exported, with what is known of them. */
class RepoVectorsTest {
    private static final String INDIGO = "indigo/repo-car/";

    @ParameterizedTest
    @CsvSource({
        "indigo/repo-car/greenground.repo.car, greenground.didDoc.json, VIOLATION, 3, 2, pass, ENVELOPE_COMMIT_MISMATCH",
        "indigo/repo-car/paul_staging.repo.car, paul_staging.didDoc.json, VERIFIED, 2, 185, pass, COMMIT_V2",
        "indigo/repo-car/bafyreieovfuizojpw3zresz7sx3nk4trm2by23pt5rxbey3jme4uo5ogiu.car, did_plc_z5vnbioquyhivxirw3bbljmu.didDoc.json, VIOLATION, 2, 6, pass, COMMIT_V2 SIG_UNKNOWN_KEY",
        "indigo/repo-car/repo_slice.car, , VIOLATION, 2, -1, fail, COMMIT_V2 PROOF_INCOMPLETE RECORD_MISSING_BLOCK",
        "community/repo-stream/empty.car, , UNPROVEN, 3, 0, pass, ''",
        "community/repo-stream/tiny.car, , UNPROVEN, 3, 8, pass, ''",
        "community/repo-stream/little.car, , UNPROVEN, 3, 278, pass, ''",
    })
    void areJudgedAsTheyAre(
            String car, String identity, Verdict verdict, int version, long records, String tree, String findings)
            throws IOException {
        byte[] given = identity == null ? null : Files.readAllBytes(Vectors.file(INDIGO + identity));
        Conclusion conclusion = TrustChain.ofFile(
                Vectors.file(car), given, new Trail(() -> 0, stage -> {}), SignatureVerifiers.bouncyCastle());
        assertThat(conclusion.verdict()).as(conclusion.sentence()).isEqualTo(verdict);
        assertThat(conclusion.version()).isEqualTo(version);
        assertThat(conclusion.tree().wireName()).isEqualTo(tree);
        assertThat(conclusion.findings().stream()
                        .map(finding -> finding.code().name())
                        .distinct()
                        .reduce((a, b) -> a + " " + b)
                        .orElse(""))
                .isEqualTo(findings);
        if (records >= 0) {
            assertThat(conclusion.records()).isEqualTo(records);
        }
    }
}

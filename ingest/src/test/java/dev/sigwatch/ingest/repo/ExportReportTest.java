package dev.sigwatch.ingest.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.repo.ExportFile;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportReportTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final RepoSource.Export FROM = new RepoSource.Export("https://pds.example.com", 7, List.of());

    @Test
    void aRepositoryWithoutRegistryRecordsIsOnePart() throws Exception {
        ExportReport report = report(SampleRepo.export(ANNA, SampleRepo.FIRST_REV, 0, 0));
        assertThat(report.rev()).isEqualTo(SampleRepo.FIRST_REV);
        List<ExportPart> parts = parts(report);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).problems()).isEmpty();
        assertThat(parts.get(0).car()).isNotEmpty();
    }

    @Test
    void nothingReadableIsOnePartWithItsProblem() throws Exception {
        ExportReport report = report(new byte[0]);
        assertThat(report.rev()).isEmpty();
        List<ExportPart> parts = parts(report);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).count()).isEqualTo(1);
        assertThat(parts.get(0).car()).isEmpty();
        assertThat(parts.get(0).problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.kind()).isNotEmpty();
            assertThat(problem.detail()).doesNotContain("\n");
        });
    }

    @Test
    void moreThanMayBeReportedIsRefused() {
        byte[] export = SampleRepo.export(ANNA, SampleRepo.FIRST_REV, 40, 1_800_000);
        assertThatThrownBy(() -> report(export))
                .isInstanceOf(ExportReport.UnreportableException.class)
                .hasMessageContaining("more than 67108864 bytes");
    }

    @Test
    void aFailureIsOneLine() {
        ExportPart part = ExportReport.failure(ANNA, Reason.SYNC, "", 9, "two\nlines " + "x".repeat(1_000));
        assertThat(part.failure()).startsWith("two?lines").hasSizeLessThan(300);
        assertThat(part.isLast()).isTrue();
        assertThat(part.fetchedAt()).isEqualTo(9);
    }

    private static ExportReport report(byte[] export) throws IOException, ExportReport.UnreportableException {
        return ExportReport.of(ANNA, Reason.SYNC, FROM, ExportFile.of(export));
    }

    private static List<ExportPart> parts(ExportReport report) throws IOException {
        List<ExportPart> parts = new ArrayList<>();
        report.forEach(parts::add);
        return parts;
    }
}

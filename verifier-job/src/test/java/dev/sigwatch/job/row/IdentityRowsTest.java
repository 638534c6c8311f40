package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.IdentityOperationRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityRowsTest {
    private static final byte[] BODY = {1, 2};

    @Test
    void everyOperationToldIsARow() {
        JudgedOperation undone =
                operation("bafyone", true, Publisher.START + 5, List.of(FindingCode.SIG_NULLIFIED_KEY));
        JudgedOperation current = operation("bafytwo", false, JudgedOperation.NO_TIME, List.of());

        List<Record> rows = rows(identity(List.of(undone, current), new byte[0], new byte[0]));

        assertThat(rows).hasSize(2);
        IdentityOperationRow first = (IdentityOperationRow) rows.get(0);
        assertThat(first.opCid()).isEqualTo("bafyone");
        assertThat(first.acceptedAt()).isEqualTo(Publisher.START);
        assertThat(first.nullified()).isTrue();
        assertThat(first.nullifiedAt()).isEqualTo(Publisher.START + 5);
        assertThat(first.nullifiedBy()).isEqualTo("bafyby");
        assertThat(first.signerKey()).isEqualTo("did:key:signer");
        assertThat(first.signerIndex()).isEqualTo(1);
        assertThat(first.signingKey()).isEqualTo("did:key:signing");
        assertThat(first.findings()).containsExactly("SIG_NULLIFIED_KEY");
        assertThat(first.valid()).isFalse();
        assertThat(first.body()).isSameAs(BODY);
        IdentityOperationRow second = (IdentityOperationRow) rows.get(1);
        assertThat(second.nullifiedAt()).isNull();
        assertThat(second.valid()).isTrue();
    }

    @Test
    void whereASourceIsContradictedBothCopiesAreKept() {
        List<Record> rows = rows(identity(List.of(), new byte[] {7}, new byte[] {8}));

        assertThat(rows).hasSize(2);
        EvidenceRow ours = (EvidenceRow) rows.get(0);
        assertThat(ours.evidenceId()).isEqualTo("identity/did:plc:a/" + Publisher.START + "/ours");
        assertThat(ours.kind()).isEqualTo("identity-ours");
        assertThat(ours.host()).isEqualTo("plc.test");
        assertThat(ours.body()).containsExactly(7);
        EvidenceRow theirs = (EvidenceRow) rows.get(1);
        assertThat(theirs.evidenceId()).isEqualTo("identity/did:plc:a/" + Publisher.START + "/theirs");
        assertThat(theirs.kind()).isEqualTo("identity-theirs");
        assertThat(theirs.body()).containsExactly(8);
    }

    @Test
    void whatIsMissingInTheirCopyIsEvidenceToo() {
        assertThat(rows(identity(List.of(), new byte[] {7}, new byte[0]))).hasSize(2);
    }

    private static List<Record> rows(JudgedIdentity identity) {
        CollectedRows out = new CollectedRows();
        new IdentityRows().rows(identity, out);
        return out.rows();
    }

    private static JudgedIdentity identity(List<JudgedOperation> operations, byte[] ours, byte[] theirs) {
        return new JudgedIdentity(
                "did:plc:a",
                "plc-audit-log",
                "https://plc.test/did:plc:a/log/audit",
                Publisher.START,
                false,
                operations,
                List.of(),
                "",
                false,
                null,
                ours,
                theirs);
    }

    private static JudgedOperation operation(
            String cid, boolean nullified, long nullifiedAt, List<FindingCode> findings) {
        return new JudgedOperation(
                "did:plc:a",
                cid,
                "",
                "plc_operation",
                Publisher.START,
                Publisher.START,
                nullified,
                nullifiedAt,
                nullified ? "bafyby" : "",
                1,
                "did:key:signer",
                "did:key:signing",
                List.of("did:key:signer"),
                "https://pds.test",
                List.of("a.test"),
                findings.stream().map(FindingCode::found).toList(),
                BODY,
                "https://plc.test/did:plc:a/log/audit",
                "plc-audit-log",
                Publisher.START,
                "");
    }
}

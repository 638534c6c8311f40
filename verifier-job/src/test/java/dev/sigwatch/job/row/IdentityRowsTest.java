package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.FreshIdentities;
import dev.sigwatch.sink.row.IdentityOperationRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdentityRowsTest {
    private static final String LOG = """
            [{"did":"did:plc:a","cid":"bafyone","nullified":true,"createdAt":"2026-01-02T03:04:05.678Z","operation":{
             "type":"plc_operation","prev":null,"sig":"s","rotationKeys":["did:key:r1","did:key:r2"],
             "verificationMethods":{"atproto":"did:key:one"},"alsoKnownAs":["at://one.test"],
             "services":{"atproto_pds":{"type":"AtprotoPersonalDataServer","endpoint":"https://pds.test"}}}},
             {"did":"did:plc:a","cid":"bafytwo","nullified":false,"createdAt":"when?","operation":{
             "type":"plc_tombstone","prev":"bafyone","sig":"s"}}]""";

    private final Publisher publisher = new Publisher(5);

    @Test
    void aLogBecomesOneRowPerOperation() {
        IdentityObservation observation = observation(IdentityObservation.Kind.PLC_AUDIT_LOG, LOG);

        assertThat(IdentityRows.of(observation)).containsOnlyKeys("bafyone nullified", "bafytwo");
        IdentityOperationRow first = row(observation, "bafyone nullified");
        assertThat(first.acceptedAt()).isEqualTo(1_767_323_045_678_000L);
        assertThat(first.nullified()).isTrue();
        assertThat(first.signingKey()).isEqualTo("did:key:one");
        assertThat(first.rotationKeys()).containsExactly("did:key:r1", "did:key:r2");
        assertThat(first.pds()).isEqualTo("https://pds.test");
        assertThat(first.handles()).containsExactly("one.test");
        assertThat(first.firstSeenAt()).isEqualTo(Publisher.START);
        IdentityOperationRow second = row(observation, "bafytwo");
        assertThat(second.type()).isEqualTo("plc_tombstone");
        assertThat(second.prevCid()).isEqualTo("bafyone");
        assertThat(second.acceptedAt()).isNull();
    }

    @Test
    void aDocumentBecomesOneRowNamedByItsHash() {
        IdentityObservation observation = publisher.document(1);

        assertThat(IdentityRows.of(observation)).hasSize(1).allSatisfy((id, row) -> {
            assertThat(id).startsWith("sha256:").isEqualTo(row.opCid());
            assertThat(row.type()).isEqualTo("did-document");
            assertThat(row.signingKey()).startsWith("did:key:zQ3");
        });
    }

    @Test
    void whatCannotBeReadIsARowThatSaysSo() {
        for (IdentityObservation.Kind kind :
                List.of(IdentityObservation.Kind.PLC_AUDIT_LOG, IdentityObservation.Kind.DID_DOCUMENT)) {
            assertThat(IdentityRows.of(observation(kind, "<html>"))).hasSize(1).allSatisfy((id, row) -> {
                assertThat(row.type()).isEqualTo("unreadable");
                assertThat(row.body()).asString(StandardCharsets.UTF_8).isEqualTo("<html>");
            });
        }
    }

    @Test
    void noAnswerIsNoRow() {
        assertThat(IdentityRows.of(observation(IdentityObservation.Kind.NOT_FOUND, "")))
                .isEmpty();
        assertThat(IdentityRows.of(observation(IdentityObservation.Kind.UNAVAILABLE, "timeout")))
                .isEmpty();
    }

    @Test
    void onlyWhatIsFreshIsWritten() {
        CollectedRows out = new CollectedRows();

        new IdentityRows()
                .rows(
                        new FreshIdentities(
                                observation(IdentityObservation.Kind.PLC_AUDIT_LOG, LOG),
                                List.of(new FreshIdentities.Fresh("bafytwo", 17))),
                        out);

        assertThat(out.rows()).hasSize(1);
        IdentityOperationRow row = (IdentityOperationRow) out.rows().get(0);
        assertThat(row.opCid()).isEqualTo("bafytwo");
        assertThat(row.firstSeenAt()).isEqualTo(17);
        assertThat(row.observedAt()).isEqualTo(Publisher.START);
    }

    private static IdentityOperationRow row(IdentityObservation observation, String id) {
        return Objects.requireNonNull(IdentityRows.of(observation).get(id));
    }

    private IdentityObservation observation(IdentityObservation.Kind kind, String body) {
        return new IdentityObservation(
                publisher.did(), kind, "https://plc.test/x", Publisher.START, body.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlcAuditLogTest {
    @Test
    void listsWhatAnOperationClaims() {
        String operation = "{'sig':'s','prev':'c0','type':'plc_operation',"
                + "'services':{'atproto_pds':{'type':'AtprotoPersonalDataServer','endpoint':'https://pds.example.com'}},"
                + "'alsoKnownAs':['at://a.example.com','https://a.example.com','at://b.example.com'],"
                + "'rotationKeys':['did:key:r0','did:key:r1'],'verificationMethods':{'atproto':'did:key:s'}}";

        assertThat(entries("[{'did':'did:plc:x','operation':" + operation
                        + ",'cid':'c1','nullified':true,'createdAt':'2026-01-02T03:04:05.678Z'}]"))
                .containsExactly(new PlcAuditLog.Entry(
                        "did:plc:x",
                        "c1",
                        "2026-01-02T03:04:05.678Z",
                        true,
                        "plc_operation",
                        "c0",
                        "did:key:s",
                        List.of("did:key:r0", "did:key:r1"),
                        "https://pds.example.com",
                        List.of("a.example.com", "b.example.com"),
                        operation.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "https://pds.example.com, https://pds.example.com",
        "http://pds.example.com, http://pds.example.com",
        "pds.example.com, https://pds.example.com",
    })
    void readsLegacyOperationsInTodaysTerms(String service, String pds) {
        PlcAuditLog.Entry entry = entries(
                        "[{'operation':{'type':'create','prev':null,'sig':'s','handle':'a.example.com'," + "'service':'"
                                + service + "','signingKey':'did:key:s','recoveryKey':'did:key:r'}}]")
                .get(0);

        assertThat(entry.signingKey()).isEqualTo("did:key:s");
        assertThat(entry.rotationKeys()).containsExactly("did:key:r", "did:key:s");
        assertThat(entry.handles()).containsExactly("a.example.com");
        assertThat(entry.pds()).isEqualTo(pds);
        assertThat(entry.prev()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{}]",
                "[{'did':1,'cid':null,'nullified':'true','createdAt':[]}]",
                "[{'operation':{'type':7,'prev':{},'rotationKeys':{'a':'b'},'services':[],'alsoKnownAs':'at://x',"
                        + "'verificationMethods':['did:key:x']}}]",
                "[{'operation':{'type':'create','handle':1,'service':null,'signingKey':[]}}]",
                "[{'operation':'text'}]",
            })
    void whatIsMissingIsAbsent(String json) {
        PlcAuditLog.Entry entry = entries(json).get(0);

        assertThat(entry)
                .extracting(
                        PlcAuditLog.Entry::did,
                        PlcAuditLog.Entry::cid,
                        PlcAuditLog.Entry::createdAt,
                        PlcAuditLog.Entry::nullified,
                        PlcAuditLog.Entry::prev,
                        PlcAuditLog.Entry::signingKey,
                        PlcAuditLog.Entry::pds)
                .containsOnlyNulls();
        assertThat(entry.rotationKeys()).isEmpty();
        assertThat(entry.handles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[1]", "[{},null]", "[{}", "[{}] x"})
    void refusesWhatIsNoLog(String json) {
        assertThatThrownBy(() -> entries(json)).isExactlyInstanceOf(MalformedException.class);
    }

    @Test
    void emptyLogHasNoEntries() {
        assertThat(entries("[]")).isEmpty();
    }

    @Test
    void publishedLogsAreListedWhole() {
        int logs = 0;
        int listed = 0;
        int complete = 0;
        for (String folder : List.of("plc/audit_log/valid", "plc/audit_log/invalid")) {
            for (Path file : Vectors.list(folder)) {
                List<PlcAuditLog.Entry> entries = PlcAuditLog.entries(Vectors.bytes(folder + "/" + file.getFileName()));
                assertThat(entries).isNotEmpty().allSatisfy(entry -> {
                    assertThat(entry.did()).startsWith("did:plc:");
                    assertThat(entry.cid()).startsWith("bafyrei");
                    assertThat(entry.createdAt()).endsWith("Z");
                    assertThat(entry.nullified()).isNotNull();
                    assertThat(entry.operation()).contains(String.valueOf(entry.type()));
                });
                logs++;
                listed += entries.size();
                complete += (int) entries.stream()
                        .filter(entry -> entry.signingKey() != null
                                && entry.pds() != null
                                && !entry.rotationKeys().isEmpty()
                                && !entry.handles().isEmpty())
                        .count();
            }
        }
        System.out.printf("PLC logs: %d listed, %d entries, %d complete%n", logs, listed, complete);
        assertThat(complete).isPositive();
    }

    private static List<PlcAuditLog.Entry> entries(String json) {
        return PlcAuditLog.entries(json.replace('\'', '"').getBytes(UTF_8));
    }
}

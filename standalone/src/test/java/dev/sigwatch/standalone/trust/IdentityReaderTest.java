package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityReaderTest {
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.best();

    private final Publisher alice = new Publisher("https://pds.example.com", 1);

    @Test
    void aDocumentNamesKeyServerAndHandles() {
        Identity identity = identity(IdentityReader.file(alice.document(), null, VERIFIER));
        assertThat(identity.did()).isEqualTo(alice.did());
        assertThat(identity.key()).isEqualTo(Publisher.SIGNING.publicKey());
        assertThat(identity.pds()).hasToString("https://pds.example.com");
        assertThat(identity.handles()).hasToString("[" + Publisher.HANDLE + "]");
        assertThat(identity.former()).isEmpty();
    }

    @Test
    void aLogNamesWhatItsNewestOperationSaysAndTheKeysBefore() {
        alice.rotate(Publisher.NEXT);
        Found<Identity> found = IdentityReader.file(alice.auditLog(), alice.did(), VERIFIER);
        Identity identity = identity(found);
        assertThat(identity.key()).isEqualTo(Publisher.NEXT.publicKey());
        assertThat(identity.former())
                .extracting(IdentityLog.Former::key)
                .containsExactly(Publisher.SIGNING.publicKey());
        assertThat(identity.pds()).hasToString("https://pds.example.com");
        assertThat(found.detail()).contains("2 operations", "2026-01-02");
    }

    /** What the directory says is undone is not so for that. */
    @Test
    void aFalseFlagIsFound() {
        String log = text(alice.rotate(Publisher.NEXT).auditLog());
        int last = log.lastIndexOf("\"nullified\":false");
        String nullified = log.substring(0, last) + log.substring(last).replace("false", "true");
        Found<Identity> found = IdentityReader.file(utf8(nullified), null, VERIFIER);
        assertThat(codes(found)).containsExactly(FindingCode.PLC_NULLIFIED_FLAG);
        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void anIdentityOfAnotherAccountIsOfNoUse() {
        Did bob = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
        for (byte[] other : List.of(alice.document(), alice.auditLog())) {
            Found<Identity> found = IdentityReader.file(other, bob, VERIFIER);
            assertThat(found.value()).isNull();
            assertThat(codes(found)).containsExactly(FindingCode.DIDDOC_ID_MISMATCH);
        }
    }

    /** What is put in place of what, once, and what is found. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"createdAt\":\"2026-01-01 | \"did\":\"did:plc:ewvi7nxzyoun6zhxrhs64oiz\",\"createdAt\":\"2026-01-01 | PLC_FIELDS",
                "alice.example.com | malice.example.com | PLC_CID_MISMATCH",
                "pds.example.com | pds.example.org | PLC_SIG_INVALID",
                "\"sig\":\" | \"sig\":\"= | PLC_SIG_ENCODING",
                "\"nullified\":false | \"nullified\":true | PLC_NULLIFIED_FLAG",
            })
    void aLogThatBreaksARuleIsFalse(String put, String instead, FindingCode expected) {
        String log = text(alice.rotate(Publisher.NEXT).auditLog()).replaceFirst(quote(put), instead);
        Found<Identity> found = IdentityReader.file(utf8(log), null, VERIFIER);
        assertThat(codes(found)).contains(expected);
        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found.value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[{}, 7]", "{}", "[1]", "7", "nonsense", "{\"id\":7}", "{\"id\":\"did:plc:\"}"})
    void whatIsNoIdentityIsOfNoUse(String text) {
        Found<Identity> found = IdentityReader.file(utf8(text), null, VERIFIER);
        assertThat(found.value()).isNull();
        assertThat(codes(found)).containsExactly(FindingCode.DIDDOC_MALFORMED);
    }

    @Test
    void theDirectorysDocumentWinsOverItsLogAndADifferenceIsSaid() {
        byte[] log = alice.auditLog();
        byte[] document = alice.rotate(Publisher.NEXT).document();
        Found<Identity> found = IdentityReader.answer(
                alice.did(),
                observed(observation(Kind.PLC_AUDIT_LOG, log), observation(Kind.DID_DOCUMENT, document)),
                VERIFIER);
        assertThat(identity(found).key()).isEqualTo(Publisher.NEXT.publicKey());
        assertThat(identity(found).former())
                .extracting(IdentityLog.Former::key)
                .containsExactly(Publisher.SIGNING.publicKey());
        assertThat(found.outcome()).isEqualTo(Outcome.NOTE);
        assertThat(found.detail()).contains("another key");
    }

    @Test
    void noAnswerAndNoSuchAccountAreUnproven() {
        Found<Identity> failed = IdentityReader.answer(
                alice.did(), new IdentityDirectory.Failed("", "plc.test: timeout", null), VERIFIER);
        assertThat(codes(failed)).containsExactly(FindingCode.IDENTITY_TRANSIENT);
        assertThat(failed.outcome()).isEqualTo(Outcome.UNPROVEN);
        Found<Identity> absent =
                IdentityReader.answer(alice.did(), observed(observation(Kind.NOT_FOUND, new byte[0])), VERIFIER);
        assertThat(codes(absent)).containsExactly(FindingCode.IDENTITY_NOT_FOUND);
        Found<Identity> givenUp = IdentityReader.answer(
                alice.did(),
                observed(observation(Kind.PLC_AUDIT_LOG, alice.auditLog()), observation(Kind.NOT_FOUND, new byte[0])),
                VERIFIER);
        assertThat(codes(givenUp)).containsExactly(FindingCode.IDENTITY_NOT_FOUND);
        assertThat(givenUp.detail()).contains("given up");
    }

    @Test
    void realLogsAreUnderstood() throws IOException {
        Identity dholms = identity(IdentityReader.file(vector("valid/log_legacy_dholms.json"), null, VERIFIER));
        assertThat(dholms.did()).hasToString("did:plc:yk4dd2qkboz2yv6tpubpc6co");
        assertThat(dholms.key()).isNotNull();
        for (String log : List.of("log_bskyapp", "log_nullification", "log_duplicate_rotation_keys")) {
            assertThat(IdentityReader.file(vector("valid/" + log + ".json"), null, VERIFIER)
                            .outcome())
                    .as(log)
                    .isEqualTo(Outcome.PASS);
        }
        Found<Identity> tombstone = IdentityReader.file(vector("valid/log_tombstone.json"), null, VERIFIER);
        assertThat(codes(tombstone)).containsExactly(FindingCode.IDENTITY_TOMBSTONED);
        assertThat(tombstone.detail()).contains("tombstone");
    }

    private static byte[] vector(String log) throws IOException {
        return Files.readAllBytes(Vectors.file("plc/audit_log/" + log));
    }

    private static Identity identity(Found<Identity> found) {
        assertThat(found.value()).as(found.detail()).isNotNull();
        return Objects.requireNonNull(found.value());
    }

    private static List<FindingCode> codes(Found<?> found) {
        return found.findings().stream().map(Finding::code).toList();
    }

    private IdentityObservation observation(Kind kind, byte[] body) {
        return new IdentityObservation(alice.did().value(), kind, "https://plc.test/" + alice.did(), 1, body);
    }

    private static IdentityDirectory.Observed observed(IdentityObservation... observations) {
        return new IdentityDirectory.Observed(List.of(observations));
    }

    private static String quote(String text) {
        return java.util.regex.Pattern.quote(text);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

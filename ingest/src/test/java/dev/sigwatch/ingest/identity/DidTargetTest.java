package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DidTargetTest {
    @Test
    void plcAndWebHaveTheirPlaces() {
        assertThat(DidTarget.of("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", false))
                .isEqualTo(new DidTarget.Plc("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"));
        assertThat(DidTarget.of("did:web:Hold.atcr.io", false))
                .isEqualTo(new DidTarget.Web("https://hold.atcr.io/.well-known/did.json", "hold.atcr.io"));
    }

    @Test
    void localhostIsForTestsOnly() {
        assertThat(DidTarget.of("did:web:localhost%3A8080", true))
                .isEqualTo(new DidTarget.Web("http://localhost:8080/.well-known/did.json", "localhost:8080"));
        assertThat(DidTarget.of("did:web:localhost%3A8080", false)).isInstanceOf(DidTarget.Nowhere.class);
        assertThat(DidTarget.of("did:web:localhost", false)).isInstanceOf(DidTarget.Nowhere.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plc",
                "did:plc:AAAAAAAAAAAAAAAAAAAAAAAA",
                "did:plc:aaaaaaaaaaaaaaaaaaaaaaa1",
                "did:plc:aaaa/../x",
                "did:plc:short",
                "did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF",
                "did:web:example.com:path",
                "did:web:example.com%3A8443",
                "did:web:127.0.0.1",
                "did:web:10.1",
                "did:web:host",
                "did:web:-bad.example.org",
                "did:web:metadata.internal",
                "did:web:router.local",
                "did:web:x.onion",
                "did:web:x.test",
                "did:web:evil.com%2Fpath",
                "did:web:user%40evil.com",
                "did:web:evil.com."
            })
    void everythingElseHasNone(String did) {
        assertThat(DidTarget.of(did, true)).isInstanceOf(DidTarget.Nowhere.class);
    }
}

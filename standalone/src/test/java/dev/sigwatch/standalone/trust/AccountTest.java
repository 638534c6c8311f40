package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
    @ParameterizedTest
    @CsvSource({
        "did:plc:ewvi7nxzyoun6zhxrhs64oiz, did:plc:ewvi7nxzyoun6zhxrhs64oiz,",
        "at://did:web:example.com, did:web:example.com,",
        "alice.example.com, , alice.example.com",
        "@alice.example.com, , alice.example.com",
        "at://alice.car, , alice.car",
    })
    void isADidOrAHandle(String text, String did, String handle) {
        Account account = Account.tryParse(text).orElseThrow();
        assertThat(account.did() == null ? null : account.did().value()).isEqualTo(did);
        assertThat(account.handle() == null ? null : account.handle().value()).isEqualTo(handle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "did:plc:short",
                "did:",
                "at://",
                "alice.example.com/x",
                "did:plc:EWVI7NXZYOUN6ZHXRHS64OIZ"
            })
    void orNothing(String text) {
        assertThat(Account.tryParse(text)).isEmpty();
    }
}

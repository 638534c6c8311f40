package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayUrlTest {
    @ParameterizedTest
    @CsvSource({
        "relay.example.com, relay.example.com, true",
        "Relay.Example.com:443, relay.example.com, true",
        "https://relay.example.com/, relay.example.com, true",
        "wss://relay.example.com:8443, relay.example.com:8443, true",
        "WSS://relay.example.com/xrpc/com.atproto.sync.subscribeRepos, relay.example.com, true",
        "http://relay.example.com, relay.example.com, false",
        "ws://127.0.0.1:2470, 127.0.0.1:2470, false",
        "localhost:3000, localhost:3000, false",
        "ws://[::1]:80, [::1], false",
    })
    void normalises(String text, String host, boolean secure) {
        assertThat(RelayUrl.parse(text)).isEqualTo(new RelayUrl(host, secure, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://relay.example.com",
                "https://",
                "https://user@relay.example.com",
                "https://relay.example.com/other",
                "https://relay.example.com?cursor=1",
                "relay example",
                "https://relay.example.com#x",
                "under_score:99999999"
            })
    void refusesWithOneClearLine(String text) {
        assertThatThrownBy(() -> RelayUrl.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("give a host name");
    }

    @Test
    void buildsTheAddressOfTheStream() {
        RelayUrl url = RelayUrl.parse("relay.example.com");
        assertThat(url.subscribe(OptionalLong.empty()))
                .hasToString("wss://relay.example.com/xrpc/com.atproto.sync.subscribeRepos");
        assertThat(url.subscribe(OptionalLong.of(7)))
                .hasToString("wss://relay.example.com/xrpc/com.atproto.sync.subscribeRepos?cursor=7");
        assertThat(url.origin()).hasToString("https://relay.example.com");
    }
}

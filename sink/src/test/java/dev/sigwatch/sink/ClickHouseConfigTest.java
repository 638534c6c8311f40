package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseConfigTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost:8123, sigwatch, u, p, false",
        "http://127.0.0.1:99/other, http://127.0.0.1:99, other, u, p, false",
        "https://db.example/, https://db.example:8443, sigwatch, u, p, true",
        "http://a:b%40c@db.example, http://db.example:8123, sigwatch, a, b@c, true",
        "http://a@db.example, http://db.example:8123, sigwatch, a, '', true",
        "http://[::1]:5, http://[::1]:5, sigwatch, u, p, false",
    })
    void readsAddresses(String text, String url, String database, String user, String password, boolean compress) {
        ClickHouseConfig config = ClickHouseConfig.parse(text, "u", "p");
        assertThat(config.url()).hasToString(url);
        assertThat(config.database()).isEqualTo(database);
        assertThat(config.user()).isEqualTo(user);
        assertThat(config.password()).isEqualTo(password);
        assertThat(config.compress()).isEqualTo(compress);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8123, must start with http",
        "clickhouse://h, must start with http",
        "http://, ClickHouse URL",
        "http:///x, names no host",
        "http://h/a/b, names no usable database: a/b",
        "http://h/a`b, is not a URL",
        "http://h/?x=1, may not have a query",
        "http://u:secret@h h/, is not a URL",
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> ClickHouseConfig.parse(text, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void hidesThePassword() {
        assertThat(ClickHouseConfig.parse("http://h", "u", "secret").toString()).doesNotContain("secret");
    }
}

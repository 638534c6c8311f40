package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ServerErrorsTest {

    private static final ClickHouseConfig CONFIG = ClickHouseConfig.parse("http://h:1", "u", "secret");

    @Test
    void saysOneLineAndWhetherToTryAgain() {
        ClickHouseException parts = ServerErrors.of(
                "Code: 252. DB::Exception: Too many\nparts. (TOO_MANY_PARTS) (version 26.7.2.1 (official build))",
                CONFIG,
                null);
        assertThat(parts).hasMessage("ClickHouse at http://h:1: Code: 252. Too many parts. (TOO_MANY_PARTS)");
        assertThat(parts.retryable()).isTrue();

        ClickHouseException syntax =
                ServerErrors.of("Code: 62. DB::Exception: Syntax error (version 26.7.2.1)", CONFIG, null);
        assertThat(syntax).hasMessage("ClickHouse at http://h:1: Code: 62. Syntax error");
        assertThat(syntax.retryable()).isFalse();
    }

    @Test
    void blamesThePasswordWithoutShowingIt() {
        ClickHouseException refused =
                ServerErrors.of(516, "Code: 516. Authentication failed: long advice", CONFIG, null);
        assertThat(refused).hasMessage("ClickHouse at http://h:1 does not accept user u with the given password");
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void triesAgainWhenSomethingInBetweenAnswers() {
        assertThat(ServerErrors.of("<html>502 Bad Gateway</html>", CONFIG, null).retryable())
                .isTrue();
        assertThat(ServerErrors.away(new ConnectException("Connection refused"), CONFIG))
                .hasMessage("no answer from ClickHouse at http://h:1 (Connection refused)")
                .extracting(ClickHouseException::retryable)
                .isEqualTo(true);
    }
}

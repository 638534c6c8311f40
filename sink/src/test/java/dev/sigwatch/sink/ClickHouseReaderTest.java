package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.Extension.class)
class ClickHouseReaderTest {

    @Test
    void writesTheFormatAskedForUnlessTheStatementNamesOne(Engine engine) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClickHouseReader reader = new ClickHouseReader(engine.reader());
        reader.query("SELECT 1 AS a", "JSONEachRow", out);
        reader.query("SELECT 2 AS a FORMAT CSVWithNames", "JSONEachRow", out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}\n\"a\"\n2\n");
    }

    @Test
    void passesTheServersWordsOnInOneLine(Engine engine) {
        assertThatThrownBy(() -> Engine.ask(engine.reader(), "SELECT *\nFROM nowhere"))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("Code: 60.")
                .hasMessageContaining("nowhere")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void failsWhenTheServerFailsHalfWay(Engine engine) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String sql = "SELECT number, throwIf(number = 2000000, 'half way') FROM numbers(3000000)";
        assertThatThrownBy(() -> new ClickHouseReader(engine.reader()).query(sql, "TabSeparated", out))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("half way");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("0\t0\n1\t0\n")
                .doesNotContain("exception");
    }

    @Test
    void doesNotBlameTheServerForItsOutput(Engine engine) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> new ClickHouseReader(engine.reader()).query("SELECT 1", "CSV", full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void saysThatNobodyAnswers() {
        ClickHouseConfig nobody = ClickHouseConfig.parse("http://127.0.0.1:1", "u", "p");
        assertThat(new ClickHouseReader(nobody).ping()).isFalse();
        assertThatThrownBy(() -> Engine.ask(nobody, "SELECT 1"))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageStartingWith("no answer from ClickHouse at http://127.0.0.1:1 (");
    }
}

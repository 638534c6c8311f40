package dev.sigwatch.audit.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthJsonTest {
    @Test
    void readsWhatItWrites() {
        HealthReport report = new HealthReport(
                "relay/relay.example", 1_700_000_000_000_000L, Map.of("connected", 1L, "done", 7L), "closed \"so\"");

        assertThat(HealthJson.tryRead(HealthJson.write(report))).contains(report);
    }

    @Test
    void takesNothingElse() {
        for (String text : new String[] {"", "{", "7", "[]", "{\"part\":1,\"at\":2}", "{\"part\":\"x\"}"}) {
            assertThat(HealthJson.tryRead(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isEmpty();
        }
        assertThat(HealthJson.tryRead(new byte[HealthJson.MAX_BYTES + 1])).isEmpty();
    }
}

package dev.sigwatch.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WitnessTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final byte[] LOG = "[1]".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<IdentityObservation> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<URI> asked = new LinkedBlockingQueue<>();

    @Test
    void publishesItsLogUnderItsOwnName() throws Exception {
        try (Witness witness = witness(uri -> new Fetched.Answer(200, LOG, null))) {
            witness.ask("did:web:example.org");
            witness.ask("rubbish");
            witness.ask(ANNA);
            IdentityObservation seen = published.take();
            assertThat(seen.kind()).isEqualTo(Kind.PLC_AUDIT_LOG);
            assertThat(seen.source()).isEqualTo("https://witness.example.org/" + ANNA + "/log/audit");
            assertThat(seen.body()).isEqualTo(LOG);
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void whatItDoesNotHaveOrDoesNotSayIsTriedAgainAndNotPublished() throws Exception {
        for (Fetched no : List.of(
                new Fetched.Answer(404, new byte[0], null),
                new Fetched.Answer(500, new byte[0], null),
                new Fetched.Failure(Fetched.Cause.TIMEOUT, "slow"))) {
            asked.clear();
            try (Witness witness = witness(uri -> no)) {
                witness.ask(ANNA);
                await(() -> witness.status().failures() == 4 && witness.status().pending() == 0);
                assertThat(asked).hasSize(4);
            }
        }
        assertThat(published).isEmpty();
    }

    private Witness witness(Function<URI, Fetched> answers) {
        Backoff tries = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4));
        Witness witness = new Witness(
                URI.create("https://witness.example.org/"),
                uri -> {
                    asked.add(uri);
                    return answers.apply(uri);
                },
                DirectoryLimits.ownDirectory(),
                new DeskSettings(10, 10, Duration.ofMinutes(5), 0, 2, tries, 2, tries),
                new Memory(),
                new MicrosClock(Clock.systemUTC()),
                new SplittableRandom(1));
        witness.start();
        return witness;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 4_000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private final class Memory implements ObservationLog {
        @Override
        public void publish(List<IdentityObservation> observations) {
            published.addAll(observations);
        }

        @Override
        public void close() {}
    }
}

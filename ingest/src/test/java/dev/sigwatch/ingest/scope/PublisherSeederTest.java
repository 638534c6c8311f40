package dev.sigwatch.ingest.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.scope.SeedState.Phase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PublisherSeederTest {
    private static final URI ORIGIN = URI.create("https://relay.example.com");

    private final List<URI> asked = new ArrayList<>();
    private final List<String> learned = new ArrayList<>();

    @Test
    void pagesThroughEveryCollection() {
        SeedState state = seeder(uri -> uri.getQuery().contains("collection=io.atcr.manifest")
                        ? uri.getQuery().contains("cursor=a&b")
                                ? json("{\"repos\":[{\"did\":\"did:web:two\"}]}")
                                : json("{\"cursor\":\"a&b\",\"repos\":[{\"did\":\"did:web:one\"}]}")
                        : json("{\"repos\":[]}"))
                .seed();
        assertThat(state).isEqualTo(new SeedState(Phase.DONE, 2, ""));
        assertThat(learned).containsExactly("did:web:one", "did:web:two");
        assertThat(asked).hasSize(PublisherSeeder.COLLECTIONS.size() + 1);
        assertThat(asked.get(1).getRawQuery()).endsWith("limit=2000&cursor=a%26b");
    }

    @Test
    void stopsWhenTheCursorStandsStill() {
        SeedState state = seeder(uri -> json("{\"cursor\":\"x\",\"repos\":[{\"did\":\"did:web:one\"}]}"))
                .seed();
        assertThat(state.phase()).isEqualTo(Phase.DONE);
        assertThat(asked).hasSize(2 * PublisherSeeder.COLLECTIONS.size());
    }

    @Test
    void saysWhyItFailed() {
        assertThat(phase(uri -> new Fetched.Answer(501, new byte[0], null))).isEqualTo(Phase.NOT_OFFERED);
        assertThat(phase(uri -> new Fetched.Answer(404, new byte[0], null))).isEqualTo(Phase.NOT_OFFERED);
        assertThat(phase(uri -> new Fetched.Answer(500, new byte[0], null))).isEqualTo(Phase.FAILED);
        assertThat(phase(uri -> new Fetched.Failure(Fetched.Cause.TIMEOUT, "slow")))
                .isEqualTo(Phase.FAILED);
        for (String rubbish : List.of("", "<html>", "[]", "{\"repos\":7}", "null", "[".repeat(5_000))) {
            assertThat(phase(uri -> json(rubbish))).as(rubbish).isEqualTo(Phase.FAILED);
        }
    }

    @Test
    void stopsWhenThePublishersCannotBeKept() {
        PublisherSeeder seeder =
                new PublisherSeeder(ORIGIN, uri -> json("{\"repos\":[{\"did\":\"did:web:one\"}]}"), page -> false);
        assertThat(seeder.seed().phase()).isEqualTo(Phase.FAILED);
    }

    private Phase phase(Function<URI, Fetched> answers) {
        return seeder(answers).seed().phase();
    }

    private PublisherSeeder seeder(Function<URI, Fetched> answers) {
        return new PublisherSeeder(
                ORIGIN,
                uri -> {
                    asked.add(uri);
                    return answers.apply(uri);
                },
                page -> learned.addAll(page) || page.isEmpty());
    }

    private static Fetched json(String body) {
        return new Fetched.Answer(200, body.getBytes(StandardCharsets.UTF_8), null);
    }
}

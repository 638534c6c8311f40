package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code sigwatch image} tells the true story of the demonstration's images, the poisoned one above all. */
@ExtendWith(DemoData.Extension.class)
class DemoImageTest {
    private static final String POISONED =
            "SELECT digest, did, toUnixTimestamp64Micro(first_seen_at) AS at FROM images WHERE handle = 'acme.test' AND key IN "
                    + "(SELECT key FROM key_history WHERE ended = 'nullified')";

    @Test
    void thePoisonedImageWasSignedValidlyByAThief(DemoData demo) throws Exception {
        JsonNode poisoned = demo.query(POISONED).get(0);
        SigwatchProcess.Finished told = SigwatchProcess.run(
                demo.folder(), "image", poisoned.path("digest").asText());
        assertThat(told.exit()).as(told.output()).isEqualTo(1);
        String text = told.output().replaceAll("\\s+", " ");
        assertThat(text)
                .contains("published by acme.test (NOT verified")
                .contains(poisoned.path("did").asText())
                .contains("DO NOT USE IT. It was signed with a key that counted when the image was published")
                .contains("It was judged VERIFIED at first, and is VIOLATION since")
                .contains("undid operation")
                .contains("UNDONE by operation")
                .contains("payments:v2 moved to " + poisoned.path("digest").asText()
                        + " (this image). This never counted")
                .contains("P1 K3 Account taken over, and images pushed since")
                .contains("./sigwatch proof at://" + poisoned.path("did").asText() + "/io.atcr.manifest/");
    }

    @Test
    void aTagThatAThiefMovedHasTwoAnswers(DemoData demo) throws Exception {
        JsonNode poisoned = demo.query(POISONED).get(0);
        SigwatchProcess.Finished now =
                SigwatchProcess.run(demo.folder(), "image", "atcr.io/acme.test/payments:v2", "--output", "json");
        assertThat(now.exit()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(now.output());
        assertThat(json.path("named").get(0).path("shown").asText())
                .isEqualTo(poisoned.path("digest").asText());
        assertThat(json.path("images").get(0).path("standing").asText()).isEqualTo("sound");
        assertThat(json.path("images").get(1).path("standing").asText()).isEqualTo("false");

        Instant before = Instant.EPOCH.plus(poisoned.path("at").asLong() - 1_000, ChronoUnit.MICROS);
        SigwatchProcess.Finished then = SigwatchProcess.run(
                demo.folder(), "image", "acme.test/payments:v2", "--at", before.toString(), "--output", "json");
        assertThat(then.exit()).as(then.output()).isZero();
        assertThat(new ObjectMapper().readTree(then.output()).path("images")).hasSize(1);
    }

    @Test
    void whatTheOwnerSignedIsSound(DemoData demo) throws Exception {
        SigwatchProcess.Finished told = SigwatchProcess.run(demo.folder(), "image", "acme.test/payments:v1");
        assertThat(told.exit()).as(told.output()).isZero();
        assertThat(told.output()).contains("signed exactly this record").contains("payments:v1 began to name");
    }

    @Test
    void whatIsNotKnownIsSaidAndNotGuessed(DemoData demo) throws Exception {
        SigwatchProcess.Finished told = SigwatchProcess.run(demo.folder(), "image", "acme.test/payments:v99");
        assertThat(told.exit()).isEqualTo(3);
        assertThat(told.output())
                .contains("nothing is known of acme.test/payments:v99")
                .contains("payments:v1");
    }
}

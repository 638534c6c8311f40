package dev.sigwatch.standalone.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String HEX = "73a6d7e31c40f675e58332b63756c395de1b593d64d706e51bda0730595b8dfd";
    private static final String DID = "did:plc:3wbkyjqcrf6l54ousad42i4p";

    @ParameterizedTest
    @CsvSource({
        "atcr.io/acme.test/payments:v2, acme.test, payments, v2",
        "acme.test/payments:v2, acme.test, payments, v2",
        "ACME.test/payments:v2, acme.test, payments, v2",
        "acme.test/payments, acme.test, payments, latest",
        "acme.test/team/edge-gateway:1.0, acme.test, team/edge-gateway, 1.0",
        "atcr.io/" + DID + "/payments:v2, " + DID + ", payments, v2",
        DID + "/payments:v2, " + DID + ", payments, v2",
        "registry.example.com/" + DID + "/app:x, " + DID + ", app, x",
        "localhost:5000/acme.test/app:x, acme.test, app, x",
        "did:web:acme.test/app:x, did:web:acme.test, app, x",
    })
    void readsNames(String text, String account, String repository, String tag) {
        assertThat(ImageReference.tryParse(text)).contains(new ImageReference(account, repository, tag, "", ""));
    }

    @Test
    void readsDigestsAndRecords() {
        ImageReference digest = new ImageReference("", "", "", "sha256:" + HEX, "");
        assertThat(ImageReference.tryParse(HEX)).contains(digest);
        assertThat(ImageReference.tryParse("sha256:" + HEX)).contains(digest);
        assertThat(ImageReference.tryParse("atcr.io/acme.test/app:v1@sha256:" + HEX))
                .contains(new ImageReference("acme.test", "app", "", "sha256:" + HEX, ""));
        assertThat(ImageReference.tryParse("at://" + DID + "/io.atcr.manifest/" + HEX))
                .contains(new ImageReference(DID, "", "", "sha256:" + HEX, ""));
        assertThat(ImageReference.tryParse("at://" + DID + "/io.atcr.tag/payments_v2"))
                .contains(new ImageReference(DID, "", "", "", "payments_v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payments:v2",
                "acme.test/",
                "acme.test/Payments:v2",
                "acme.test/payments:",
                "acme.test/payments:v 2",
                "acme/payments:v2",
                "acme.test/payments@sha256:abc",
                "acme.test/payments@sha512:" + HEX,
                "sha256:" + HEX + "0",
                "did:nothing/payments:v2",
                "at://acme.test/io.atcr.tag/payments_v2",
                "at://" + DID + "/io.atcr.manifest/short",
                "at://" + DID + "/app.bsky.feed.post/3abc",
                "at://" + DID,
            })
    void refusesTheRest(String text) {
        assertThat(ImageReference.tryParse(text)).isEmpty();
    }

    @Test
    void writesItselfSoThatItReadsTheSame() {
        for (String text : new String[] {
            "atcr.io/acme.test/payments:v2",
            HEX,
            "acme.test/app@sha256:" + HEX,
            "at://" + DID + "/io.atcr.tag/payments_v2"
        }) {
            ImageReference reference = ImageReference.tryParse(text).orElseThrow();
            assertThat(ImageReference.tryParse(reference.text())).contains(reference);
        }
    }

    @Test
    void refusesWhatIsTooLongWithoutReadingIt() {
        assertThat(ImageReference.tryParse("acme.test/" + "a/".repeat(1_000_000) + "a:v1"))
                .isEmpty();
    }
}

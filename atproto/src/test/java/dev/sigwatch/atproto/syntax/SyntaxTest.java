package dev.sigwatch.atproto.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whether or not the public vectors are at hand. */
class SyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "did:plc:7iza6de2dwap2sbkpav7c6c6, true, false",
        "did:plc:7iza6de2dwap2sbkpav7c6c, false, false",
        "did:plc:7iza6de2dwap2sbkpav7c6c6a, false, false",
        "did:plc:7iza6de2dwap2sbkpav7c6c1, false, false",
        "did:plc:7IZA6DE2DWAP2SBKPAV7C6C6, false, false",
        "did:web:localhost%3A1234, false, true",
        "did:key:zQ3shZc2QzApp2oymGvQbzP8eKheVshBHbU4ZYjeXqwSKEn6N, false, false",
    })
    void tellsDidMethods(String text, boolean isPlc, boolean isWeb) {
        Did did = Did.parse(text);
        assertThat(did.isPlc()).isEqualTo(isPlc);
        assertThat(did.isWeb()).isEqualTo(isWeb);
    }

    @Test
    void boundsDidLength() {
        String longest = "did:web:" + "a".repeat(Did.MAX_LENGTH - 8);
        assertThat(Did.parse(longest).value()).hasSize(Did.MAX_LENGTH);
        assertThatThrownBy(() -> Did.parse(longest + "a")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"did:", "did::", "did:plc", "did:plc:", "did:PLC:x", "did:a1:x", "did:web:x:", "did:web:x%", ""})
    void rejectsOtherDids(String text) {
        assertThat(Did.tryParse(text)).isEmpty();
    }

    @Test
    void normalizesHandles() {
        assertThat(Handle.parse("Alice.Example.COM").normalized()).isEqualTo(Handle.parse("alice.example.com"));
        assertThat(Handle.tryParse("localhost")).isEmpty();
        assertThat(Handle.tryParse("a." + "b".repeat(64) + ".com")).isEmpty();
    }

    @Test
    void tellsNormalizedNsids() {
        assertThat(Nsid.parse("io.atcr.sailorProfile").isNormalized()).isTrue();
        assertThat(Nsid.parse("io.Atcr.manifest").isNormalized()).isFalse();
        assertThat(Nsid.parse("io.atcr.sailorProfile").name()).isEqualTo("sailorProfile");
    }

    @Test
    void tidsCountMicrosecondsAndClocks() {
        assertThat(Tid.of(0, 0).value()).isEqualTo("2222222222222");
        assertThat(Tid.of(Tid.MAX_MICROS, Tid.MAX_CLOCK_ID).value()).isEqualTo("bzzzzzzzzzzzz");
        assertThat(Tid.tryParse("kzzzzzzzzzzzz")).isEmpty();
        assertThatThrownBy(() -> Tid.of(Tid.MAX_MICROS + 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tidTextOrderIsTimeOrder() {
        long seed = 20261101;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long micros = random.nextLong(Tid.MAX_MICROS + 1);
            long later = random.nextLong(micros, Tid.MAX_MICROS + 1);
            int clock = random.nextInt(Tid.MAX_CLOCK_ID + 1);
            Tid one = Tid.of(micros, clock);
            Tid other = Tid.of(later, clock);
            assertThat(Tid.parse(one.value())).as("seed %d", seed).isEqualTo(one);
            assertThat(one.micros()).as("seed %d", seed).isEqualTo(micros);
            assertThat(one.clockId()).as("seed %d", seed).isEqualTo(clock);
            assertThat(Integer.signum(one.compareTo(other))).as("seed %d", seed).isEqualTo(Long.compare(micros, later));
        }
    }

    @Test
    void splitsRepositoryPaths() {
        RepoPath path = RepoPath.parse("io.atcr.manifest/abc:d~1");
        assertThat(path.collection()).isEqualTo(Nsid.parse("io.atcr.manifest"));
        assertThat(path.rkey()).isEqualTo(RecordKey.parse("abc:d~1"));
        assertThat(path).hasToString("io.atcr.manifest/abc:d~1");
        assertThat(RepoPath.tryParse(path.value())).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "io.atcr.manifest",
                "io.atcr.manifest/",
                "io.atcr.manifest/a/b",
                "/io.atcr.manifest/a",
                "io.atcr/a",
                "io.atcr.manifest/..",
                "io.ATCR.manifest/a"
            })
    void rejectsOtherRepositoryPaths(String text) {
        assertThat(RepoPath.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> RepoPath.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void splitsAtUris() {
        AtUri uri = AtUri.parse("at://did:plc:asdf123/io.atcr.manifest/abc");
        assertThat(uri.did()).contains(Did.parse("did:plc:asdf123"));
        assertThat(uri.collection()).isEqualTo(Nsid.parse("io.atcr.manifest"));
        assertThat(uri.rkey()).isEqualTo(RecordKey.parse("abc"));
        assertThat(AtUri.parse("at://alice.example.com").did()).isEmpty();
        assertThat(AtUri.tryParse("at://did:plc:asdf123/io.atcr.manifest/a/b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.123456789012Z, 1985-04-12T23:20:50.123456789Z",
        "1985-04-12T23:20:50.1+01:45, 1985-04-12T21:35:50.1Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    })
    void datetimesNameMoments(String text, Instant instant) {
        assertThat(Datetime.parse(text).instant()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-02-29T00:00:00Z",
                "2024-01-01T00:00:00",
                "2024-01-01T00:00:00-00:00",
                "2024-01-01t00:00:00Z",
                "2024-01-01T00:00:00.Z",
                "2024-01-01T00:00:00+19:00",
                "2024-01-01T00:00:00+01:60"
            })
    void rejectsOtherDatetimes(String text) {
        assertThat(Datetime.tryParse(text)).isEmpty();
    }

    @Test
    void microsecondsOfTheFarPastAndFutureAreNumbersToo() {
        assertThat(Datetime.parse("1970-01-01T00:00:00.000001Z").micros()).isEqualTo(1);
        assertThat(Datetime.parse("1969-12-31T23:59:59.999999Z").micros()).isEqualTo(-1);
        assertThat(Datetime.parse("0001-01-01T00:00:00Z").micros()).isEqualTo(-62_135_596_800_000_000L);
        assertThat(Datetime.parse("9999-12-31T23:59:59Z").micros()).isEqualTo(253_402_300_799_000_000L);
    }
}

package dev.sigwatch.atproto.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base58Test {
    @Test
    void examplesOfTheInternetDraft() {
        assertThat(Base58.encode("Hello World!".getBytes(US_ASCII))).isEqualTo("2NEpo7TZRRrLZSi2U");
        assertThat(Base58.encode(HexFormat.of().parseHex("0000287fb4cd"))).isEqualTo("11233QC4");
        assertThat(Base58.decode("2NEpo7TZRRrLZSi2U", 0)).isEqualTo("Hello World!".getBytes(US_ASCII));
        assertThat(Base58.decode("11233QC4", 0)).isEqualTo(HexFormat.of().parseHex("0000287fb4cd"));
    }

    @Test
    void readsFromTheStartItIsGiven() {
        assertThat(Base58.decode("z11233QC4", 1)).isEqualTo(HexFormat.of().parseHex("0000287fb4cd"));
        assertThat(Base58.decode("z", 1)).isEmpty();
    }

    @Test
    void randomBytesComeBack() {
        long seed = new Random().nextLong();
        System.out.println("Base58Test seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            for (int zeros = random.nextInt(4); zeros > 0 && zeros <= bytes.length; zeros--) {
                bytes[zeros - 1] = 0;
            }
            assertThat(Base58.decode(Base58.encode(bytes), 0)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "O", "I", "l", "2NEpo7TZ RRrLZSi2U", "é", "\u0000", "\uFFFF"})
    void refusesCharactersOutsideTheAlphabet(String text) {
        assertThatThrownBy(() -> Base58.decode(text, 0)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesOneCharacterBeyondTheBound() {
        assertThat(Base58.decode("z".repeat(Base58.MAX_LENGTH), 0)).isNotEmpty();
        assertThatThrownBy(() -> Base58.decode("z".repeat(Base58.MAX_LENGTH + 1), 0))
                .isInstanceOf(MalformedException.class);
    }
}

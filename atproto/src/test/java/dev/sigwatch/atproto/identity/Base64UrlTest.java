package dev.sigwatch.atproto.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @Test
    void bytesComeBack() {
        byte[] bytes = {(byte) 0xFB, (byte) 0xFF, 0, 1};

        assertThat(Base64Url.encode(bytes)).isEqualTo("-_8AAQ");
        assertThat(Base64Url.decode("-_8AAQ")).isEqualTo(bytes);
        assertThat(Base64Url.decode("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_8AAQ==", "-_8AAR", "+/8AAQ", "-_8AAQ\n", "-_8\r\nAAQ", "-_8 AAQ", "A", "=", "é"})
    void otherTextsOfTheSameBytesAreRefused(String text) {
        assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void lengthIsBounded() {
        assertThat(Base64Url.decode("A".repeat(Base64Url.MAX_LENGTH))).isNotEmpty();
        assertThatThrownBy(() -> Base64Url.decode("A".repeat(Base64Url.MAX_LENGTH + 4)))
                .isInstanceOf(MalformedException.class);
    }
}

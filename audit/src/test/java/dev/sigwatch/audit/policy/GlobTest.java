package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.example.com, a.example.com, true",
        "*.example.com, a.b.example.com, false",
        "**.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "a*c.com, abc.com, true",
        "a*c.com, ac.com, true",
        "a*c.com, a.c.com, false",
        "a.com, axcom, false",
        "a.com, a.com, true",
    })
    void oneStarIsOnePart(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern, '.').matches(name)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(new Glob("a*".repeat(100) + "b", '.').matches("a".repeat(300)))
                .isFalse();
        assertThat(new Glob("**", '.').matches("a".repeat(Glob.MAX_LENGTH + 1))).isFalse();
    }
}

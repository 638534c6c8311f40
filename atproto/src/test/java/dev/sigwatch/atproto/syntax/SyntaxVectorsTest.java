package dev.sigwatch.atproto.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.cid.Cid;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxVectorsTest {
    private interface Parser extends Function<String, Object> {}

    private interface Trier extends Function<String, Optional<?>> {}

    static Stream<Arguments> types() {
        return Stream.of(
                type("did", Did::parse, Did::tryParse),
                type("handle", Handle::parse, Handle::tryParse),
                type("nsid", Nsid::parse, Nsid::tryParse),
                type("tid", Tid::parse, Tid::tryParse),
                type("recordkey", RecordKey::parse, RecordKey::tryParse),
                type("cid", CidText::parse, CidText::tryParse),
                type("aturi", AtUri::parse, AtUri::tryParse),
                type("datetime", Datetime::parse, Datetime::tryParse));
    }

    private static Arguments type(String name, Parser parser, Trier trier) {
        return Arguments.of(name, parser, trier);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void acceptsTheValidOnes(String name, Parser parser, Trier trier) {
        List<String> valid = cases(name + "_syntax_valid.txt");
        assertThat(valid).allSatisfy(text -> {
            assertThat(parser.apply(text)).hasToString(text);
            assertThat(trier.apply(text)).isPresent();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void rejectsTheInvalidOnes(String name, Parser parser, Trier trier) {
        assertAllRejected(cases(name + "_syntax_invalid.txt"), parser, trier);
    }

    @Test
    void rejectsDatetimesThatNameNoMoment() {
        assertAllRejected(cases("datetime_parse_invalid.txt"), Datetime::parse, Datetime::tryParse);
    }

    @Test
    void noGenericCidTextOfTheVectorsIsAnAtprotoCid() {
        // They are of other hashes, codecs, bases; the invalid ones are of none.
        assertAllRejected(cases("cid_syntax_valid.txt"), Cid::parse, Cid::tryParse);
        assertAllRejected(cases("cid_syntax_invalid.txt"), Cid::parse, Cid::tryParse);
    }

    private static void assertAllRejected(List<String> texts, Parser parser, Trier trier) {
        assertThat(texts).allSatisfy(text -> {
            assertThatThrownBy(() -> parser.apply(text)).isInstanceOf(MalformedException.class);
            assertThat(trier.apply(text)).isEmpty();
        });
    }

    private static List<String> cases(String file) {
        List<String> cases = Vectors.lines("interop/syntax/" + file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        Vectors.report(file, cases.size());
        return cases;
    }
}

package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void cutsAtSemicolonsOutsideStringsAndComments() {
        String script = "-- it's; a comment\nSELECT 'a;''b--c';;\n\nSELECT 2 -- end;\n, 3;-- tail";
        assertThat(SqlScript.statements(script)).containsExactly("SELECT 'a;''b--c'", "SELECT 2 \n, 3");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(SqlScript.statements("-- only this\n ; \n")).isEmpty();
    }
}

package dev.sigwatch.sink.schema;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into statements at its semicolons, minding {@code 'strings'} (with {@code ''}) and {@code -- comments}. */
final class SqlScript {

    private SqlScript() {}

    /** The statements, without comments and closing semicolons. */
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int at = 0;
        while (at < script.length()) {
            char c = script.charAt(at);
            if (c == '-' && script.startsWith("--", at)) {
                int end = script.indexOf('\n', at);
                at = end < 0 ? script.length() : end;
            } else if (c == '\'') {
                int end = script.indexOf('\'', at + 1);
                if (end < 0) {
                    throw new IllegalStateException("a string without an end in: " + script);
                }
                statement.append(script, at, end + 1);
                at = end + 1;
            } else {
                if (c == ';') {
                    flush(statement, statements);
                } else {
                    statement.append(c);
                }
                at++;
            }
        }
        flush(statement, statements);
        return statements;
    }

    private static void flush(StringBuilder statement, List<String> statements) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) {
            statements.add(text);
        }
        statement.setLength(0);
    }
}

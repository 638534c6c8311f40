package dev.sigwatch.standalone.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param bytes answers as bytes; the same place as {@code out}
 * @param out answers, meant for other programs too; flushed at every line
 * @param err progress and complaints; flushed at every line
 * @param interactive whether a person looks at {@code out}: it may be rewritten in place
 */
record Terminal(OutputStream bytes, PrintWriter out, PrintWriter err, boolean interactive) {
    /** Set by the start script, which can tell; {@link System#console()} is about standard input as well. */
    private static final String TTY_PROPERTY = "sigwatch.tty";

    /** This process's own. */
    static Terminal ofProcess() {
        return of(System.out, System.err, Boolean.getBoolean(TTY_PROPERTY));
    }

    /** A terminal on two streams, in UTF-8. */
    static Terminal of(PrintStream out, PrintStream err, boolean interactive) {
        return new Terminal(
                out,
                new PrintWriter(out, true, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                interactive);
    }
}

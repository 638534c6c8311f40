package dev.sigwatch.standalone.cli;

/** A last line that is rewritten in place on a terminal, and printed now and then elsewhere. Safe for use by several threads. */
final class LiveLine {
    /** To the line's begin, and clear it. */
    private static final String CLEAR = "\r\u001b[K";
    /** Longer lines wrap, and a wrapped line cannot be rewritten. */
    private static final int WIDTH = 160;

    private final Terminal terminal;
    private boolean shown;

    LiveLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How long to wait between two lines. */
    long intervalMillis() {
        return terminal.interactive() ? 1_000 : 10_000;
    }

    /** Shows the current state. */
    synchronized void show(String text) {
        if (!terminal.interactive()) {
            terminal.out().println(text);
            return;
        }
        terminal.out().print(CLEAR + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
        terminal.out().flush();
        shown = true;
    }

    /** Says something that stays. */
    synchronized void say(String text) {
        if (shown) {
            terminal.out().print(CLEAR);
            shown = false;
        }
        terminal.out().println(text);
    }
}

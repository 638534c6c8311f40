package dev.sigwatch.standalone.explain;

import dev.sigwatch.notifier.PlainText;
import java.util.ArrayList;
import java.util.List;

/** Text of strangers and of ours, on lines that fit a terminal. */
public final class Wrapped {
    private static final int WIDTH = 110;
    private static final int MOST = 1_000;

    private final List<String> lines = new ArrayList<>();

    /** All of it. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** A line of its own, however long: a command, an identifier. */
    public Wrapped line(String text) {
        lines.add(PlainText.line(text, MOST));
        return this;
    }

    /** An empty line. */
    public Wrapped gap() {
        lines.add("");
        return this;
    }

    /** A title and paragraphs under it; nothing if there are none. */
    public Wrapped section(String title, List<String> texts) {
        if (!texts.isEmpty()) {
            gap().line(title);
            texts.forEach(text -> text("  ", text));
        }
        return this;
    }

    /** A paragraph, its first line behind a lead, the others below its end. */
    public Wrapped text(String lead, String text) {
        StringBuilder line = new StringBuilder(lead);
        String indent = " ".repeat(lead.length());
        boolean fresh = true;
        for (String word : PlainText.line(text, MOST).split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
        return this;
    }
}

package dev.sigwatch.ingest;

import java.util.List;

/** A configuration that cannot work; the message has one line for every problem. */
public final class IngestConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    IngestConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, a line each, naming the option. */
    public List<String> problems() {
        return problems;
    }
}
